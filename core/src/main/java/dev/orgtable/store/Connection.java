package dev.orgtable.store;

import java.time.Instant;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where the table is and how to work on it. */
record Connection(DynamoDbClient client, String tableName, Settings settings) {

  /** The rule for names (Amazon DynamoDB, Developer Guide, naming rules), or an ARN. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}|arn:\\S{1,1000}");

  Connection {
    if (!NAME.matcher(tableName).matches()) {
      throw new IllegalArgumentException(
          "table must be a name of 3 to 255 of the characters A-Z a-z 0-9 _ . - or an ARN");
    }
  }

  /** Returns the table for one operation, whose deadline begins now. */
  Table open() {
    return new Table(client, tableName, settings);
  }

  Instant now() {
    return settings.clock().instant();
  }
}
