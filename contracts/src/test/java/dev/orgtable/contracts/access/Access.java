package dev.orgtable.contracts.access;

import dev.orgtable.dynamodb.Item;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What one request needs to be permitted.
 *
 * @param action the action of IAM. The parts of a transaction need the actions of their own
 *     operations, and none for the transaction (Amazon DynamoDB, Developer Guide, using IAM with
 *     transactions)
 * @param resource the table or one of its indexes
 * @param keys the partition key of the table as a pattern, such as {@code user/*}, or that of the
 *     index, such as {@code agenda}; {@code *} if the request names none
 */
record Access(String action, Resource resource, String keys) {

  static final String ANY = "*";

  /** What an action is on. */
  enum Resource {
    TABLE("id"),
    INDEX("dir");

    private final String partitionKey;

    Resource(String partitionKey) {
      this.partitionKey = partitionKey;
    }
  }

  /** Returns what a request needs. */
  static List<Access> of(DynamoDbRequest request) {
    if (request instanceof GetItemRequest get) {
      return List.of(table("GetItem", get.key()));
    }
    if (request instanceof BatchGetItemRequest batch) {
      return batch.requestItems().values().stream()
          .flatMap(each -> each.keys().stream())
          .map(key -> table("BatchGetItem", key))
          .toList();
    }
    if (request instanceof TransactGetItemsRequest snapshot) {
      return snapshot.transactItems().stream()
          .map(each -> table("GetItem", each.get().key()))
          .toList();
    }
    if (request instanceof QueryRequest query) {
      return List.of(of(query));
    }
    if (request instanceof PutItemRequest put) {
      return List.of(table("PutItem", put.item()));
    }
    if (request instanceof UpdateItemRequest update) {
      return List.of(table("UpdateItem", update.key()));
    }
    if (request instanceof BatchWriteItemRequest batch) {
      return batch.requestItems().values().stream()
          .flatMap(Collection::stream)
          .map(each -> table("BatchWriteItem", key(each)))
          .toList();
    }
    if (request instanceof TransactWriteItemsRequest transaction) {
      return transaction.transactItems().stream().flatMap(Access::of).toList();
    }
    String name = request.getClass().getSimpleName();
    return List.of(
        new Access(name.substring(0, name.length() - "Request".length()), Resource.TABLE, ANY));
  }

  private static Map<String, AttributeValue> key(WriteRequest write) {
    return write.putRequest() == null ? write.deleteRequest().key() : write.putRequest().item();
  }

  private static Stream<Access> of(TransactWriteItem write) {
    return Stream.of(
            Stream.ofNullable(write.put()).map(put -> table("PutItem", put.item())),
            Stream.ofNullable(write.update()).map(update -> table("UpdateItem", update.key())),
            Stream.ofNullable(write.delete()).map(delete -> table("DeleteItem", delete.key())),
            Stream.ofNullable(write.conditionCheck())
                .map(check -> table("ConditionCheckItem", check.key())))
        .flatMap(part -> part);
  }

  /**
   * The condition of our queries begins with the partition key and its value: the table's, or the
   * index's ({@code dir}). {@code dynamodb:LeadingKeys} is taken to be the latter where an index is
   * the resource, as in example 5 of Amazon DynamoDB, Developer Guide, using IAM policy conditions
   * for fine-grained access control.
   */
  private static Access of(QueryRequest query) {
    Resource resource = query.indexName() == null ? Resource.TABLE : Resource.INDEX;
    String[] condition = query.keyConditionExpression().split(" ", 4);
    String name = query.expressionAttributeNames().getOrDefault(condition[0], condition[0]);
    if (!name.equals(resource.partitionKey) || !condition[1].equals("=")) {
      throw new IllegalArgumentException("not a query of one partition: " + query);
    }
    AttributeValue partition =
        Objects.requireNonNull(query.expressionAttributeValues().get(condition[2]));
    return new Access("Query", resource, pattern(partition.s()));
  }

  private static Access table(String action, Map<String, AttributeValue> item) {
    return new Access(action, Resource.TABLE, pattern(Item.of(item).key().id()));
  }

  private static String pattern(String partition) {
    int kind = partition.indexOf('/');
    return kind < 0 ? partition : partition.substring(0, kind + 1) + ANY;
  }

  /** Returns this access to any key. */
  Access toAnyKey() {
    return new Access(action, resource, ANY);
  }
}
