package dev.orgtable.dynamodb;

/**
 * A global secondary index: its reads are eventually consistent.
 *
 * @param name its name
 * @param partition the attribute of its partition key
 * @param sort the attribute of its sort key
 */
public record Index(String name, String partition, String sort) {}
