package dev.orgtable.spring;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The engine that has the table.
 *
 * @param client its client
 * @param embedded whether it is embedded, so that its table is created at startup
 */
record TableEngine(DynamoDbClient client, boolean embedded) {}
