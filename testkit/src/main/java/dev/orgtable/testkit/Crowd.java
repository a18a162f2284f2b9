package dev.orgtable.testkit;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.store.Orgtable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Many members of one organisation. The first joins regularly; the others are batch-written copies
 * of their three items, each with its own address and membership id.
 *
 * @param client a client of the engine
 * @param table the table's name
 * @param organisation an existing organisation
 */
public record Crowd(DynamoDbClient client, String table, OrganisationId organisation) {

  /** The number of members per batch of at most 25 items. */
  private static final int AT_ONCE = 6;

  private static final Instant CREATED = Instant.parse("2020-01-01T00:00:00Z");

  private static final String MEMBERSHIP = "membershipId";

  /** Returns the address of a member, by number from 0. */
  public static EmailAddress member(int number) {
    return EmailAddress.of(String.format(Locale.ROOT, "m%06d@example.com", number));
  }

  /** Creates members, all in the same groups. */
  public void join(int size, Set<Group> groups) {
    Orgtable orgtable = Orgtable.on(client, table);
    EmailAddress first = member(0);
    UserId id =
        orgtable.users().create(User.of(first, new Profile("M", "Archer", ""), CREATED)).id();
    orgtable.memberships().addMember(first, organisation, groups);
    List<Map<String, AttributeValue>> items =
        List.of(
            item("user/" + first, "user"),
            item("userId/" + id, "userId"),
            item("user/" + first, "userOrganisation/" + organisation),
            item("organisation/" + organisation, "organisationGroupMember/" + first));
    IntStream.iterate(1, from -> from < size, from -> from + AT_ONCE)
        .parallel()
        .forEach(from -> write(items, first, id, from, Math.min(from + AT_ONCE, size)));
    count(size - 1);
  }

  private void write(
      List<Map<String, AttributeValue>> items,
      EmailAddress first,
      UserId firstId,
      int from,
      int to) {
    List<WriteRequest> writes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String membership = UUID.randomUUID().toString();
      String id = UserId.random(CREATED).value();
      for (Map<String, AttributeValue> item : items) {
        Map<String, AttributeValue> copy =
            copy(item, Map.of(first.value(), member(i).value(), firstId.value(), id), membership);
        writes.add(WriteRequest.builder().putRequest(put -> put.item(copy)).build());
      }
    }
    client.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
  }

  private static Map<String, AttributeValue> copy(
      Map<String, AttributeValue> item, Map<String, String> replaced, String membership) {
    Map<String, AttributeValue> copy = new HashMap<>();
    item.forEach(
        (name, value) ->
            copy.put(
                name,
                value.s() == null ? value : AttributeValue.fromS(replace(value.s(), replaced))));
    copy.remove("event");
    copy.computeIfPresent(MEMBERSHIP, (name, value) -> AttributeValue.fromS(membership));
    return copy;
  }

  private static String replace(String text, Map<String, String> replaced) {
    String result = text;
    for (Map.Entry<String, String> each : replaced.entrySet()) {
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }

  /** Counts members, and additions to the child version, which a job uses as its estimate. */
  private void count(int more) {
    client.updateItem(
        update ->
            update
                .tableName(table)
                .key(key("organisation/" + organisation, "organisation"))
                .updateExpression("ADD additions :more, seats :more")
                .expressionAttributeValues(
                    Map.of(":more", AttributeValue.fromN(Integer.toString(more)))));
  }

  private Map<String, AttributeValue> item(String id, String rng) {
    return client
        .getItem(get -> get.tableName(table).consistentRead(true).key(key(id, rng)))
        .item();
  }

  private static Map<String, AttributeValue> key(String id, String rng) {
    return Map.of("id", AttributeValue.fromS(id), "rng", AttributeValue.fromS(rng));
  }
}
