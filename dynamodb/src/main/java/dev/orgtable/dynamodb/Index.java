package dev.orgtable.dynamodb;

/**
 * A global secondary index. Its reads are eventually consistent.
 *
 * @param name the index's name
 * @param partition the attribute of the partition key
 * @param sort the attribute of the sort key
 */
public record Index(String name, String partition, String sort) {}
