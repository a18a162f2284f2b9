package dev.orgtable.benchmarks.library;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The operations hand-written on the low-level client, with results parsed into records: what a
 * back end without a library would do.
 */
final class ByHand implements Calls {

  private static final int REGISTERS = 32;
  private static final long WEEK = 7L * 24 * 3600;
  private static final long RETENTION = 400L * 24 * 3600;
  private static final long MOST_ADDITIONS = 1_000_000;
  private static final long UNKNOWN = -(1L << 40);
  private static final long MOST_OPEN = 1000;

  private final DynamoDbClient client;

  ByHand(DynamoDbClient client) {
    this.client = client;
  }

  private record Person(String email, String firstName, String lastName, String phone, Instant at) {

    static Person of(Map<String, AttributeValue> item) {
      return new Person(
          text(item, "email"),
          text(item, "firstName"),
          text(item, "lastName"),
          text(item, "phone"),
          Instant.parse(text(item, "createdAt")));
    }
  }

  private record Membership(Person person, Instant acceptedAt, Set<String> groups) {

    static Membership of(Map<String, AttributeValue> item) {
      AttributeValue groups = item.get("groups");
      return new Membership(
          Person.of(item),
          Instant.parse(text(item, "acceptedAt")),
          groups == null ? Set.of() : new HashSet<>(groups.ss()));
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static Map<String, AttributeValue> key(String id, String rng) {
    Map<String, AttributeValue> key = new HashMap<>();
    key.put("id", text(id));
    key.put("rng", text(rng));
    return key;
  }

  private static Map<String, AttributeValue> register() {
    return key("endings/" + ThreadLocalRandom.current().nextInt(REGISTERS), "endings");
  }

  @Override
  public Object get() {
    return Person.of(
        client
            .getItem(
                get ->
                    get.tableName(People.TABLE)
                        .key(key("user/" + People.ANN, "user"))
                        .consistentRead(true))
            .item());
  }

  private List<Map<String, AttributeValue>> both(
      Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
    KeysAndAttributes keys =
        KeysAndAttributes.builder().keys(List.of(one, other)).consistentRead(true).build();
    return client
        .batchGetItem(batch -> batch.requestItems(Map.of(People.TABLE, keys)))
        .responses()
        .getOrDefault(People.TABLE, List.of());
  }

  @Override
  public Object check() {
    Map<String, AttributeValue> member =
        key("organisation/" + People.ACME, "organisationGroupMember/" + People.ANN);
    boolean ended = false;
    boolean in = false;
    for (Map<String, AttributeValue> item : both(register(), member)) {
      if (text(item, "rng").equals("endings")) {
        ended = item.containsKey("ended");
      } else {
        in = Membership.of(item).groups().contains("organisationGroup/staff");
      }
    }
    return in && !ended;
  }

  @Override
  public Object addToGroups() {
    String event = EventIds.next();
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":groups", AttributeValue.fromSs(List.of("organisationGroup/more")));
    values.put(":more", text("organisationGroup/more"));
    values.put(":v", number(1));
    values.put(":typ", text("organisationGroupMember"));
    values.put(":most", number(99));
    values.put(":event", text(event));
    TransactWriteItem update =
        update(
            key("organisation/" + People.ACME, "organisationGroupMember/" + People.ANN),
            "SET event = :event ADD groups :groups",
            "v = :v AND typ = :typ"
                + " AND (attribute_not_exists(groups) OR size(groups) <= :most)"
                + " AND NOT contains(groups, :more)"
                + " AND (attribute_not_exists(event) OR (event < :event))",
            values);
    Map<String, AttributeValue> details = new HashMap<>();
    details.put("email", text(People.ANN.value()));
    details.put("added", AttributeValue.fromSs(List.of("organisationGroup/more")));
    return client.transactWriteItems(
        all ->
            all.transactItems(update, put(event(event, "member.groups_changed", details)))
                .clientRequestToken(UUID.randomUUID().toString()));
  }

  private static Map<String, AttributeValue> event(
      String id, String type, Map<String, AttributeValue> details) {
    Map<String, AttributeValue> event =
        key("organisationEvents/" + People.ACME, "organisationEvent/" + id);
    AttributeValue end = number(Instant.now().getEpochSecond() + RETENTION);
    event.put("typ", text("organisationEvent"));
    event.put("v", number(1));
    event.put("type", text(type));
    event.put("actor", AttributeValue.fromM(Map.of("kind", text("library"))));
    event.put("details", AttributeValue.fromM(details));
    event.put("expiresAt", end);
    event.put("removeAt", end);
    return event;
  }

  private static TransactWriteItem update(
      Map<String, AttributeValue> key,
      String change,
      String condition,
      Map<String, AttributeValue> values) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(People.TABLE)
                    .key(key)
                    .updateExpression(change)
                    .conditionExpression(condition)
                    .expressionAttributeValues(values)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  @Override
  public Object invite() {
    Map<String, AttributeValue> source = new HashMap<>();
    for (Map<String, AttributeValue> item :
        both(
            key("organisation/" + People.ACME, "organisation"),
            key("user/" + People.DAN, "user"))) {
      if (text(item, "typ").equals("organisation")) {
        source = item;
      }
    }
    Instant now = Instant.now();
    String membership = UUID.randomUUID().toString();
    Map<String, AttributeValue> side = key("user/" + People.DAN, "userOrganisation/" + People.ACME);
    side.put("typ", text("userOrganisation"));
    side.put("organisationName", source.get("organisationName"));
    side.put("organisationRevision", source.get("revision"));
    side.put("acceptedAt", AttributeValue.fromNul(true));
    Map<String, AttributeValue> invitation =
        key("organisation/" + People.ACME, "organisationInvitation/" + People.DAN);
    invitation.put("typ", text("organisationInvitation"));
    invitation.put("invitedBy", text(""));
    invitation.put("groups", AttributeValue.fromSs(List.of("organisationGroup/staff")));
    invitation.put("dir", text("agenda"));
    invitation.put(
        "dirRng", text(now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(2 * WEEK).toString()));
    for (Map<String, AttributeValue> item : List.of(side, invitation)) {
      item.put("v", number(1));
      item.put("email", text(People.DAN.value()));
      item.put("organisationId", text(People.ACME.value()));
      item.put("membershipId", text(membership));
      item.put("invitedAt", text(now.toString()));
      item.put("expiresAt", number(now.getEpochSecond() + WEEK));
    }
    String event = EventIds.next();
    invitation.put("event", text(event));
    Map<String, AttributeValue> details = new HashMap<>();
    details.put("email", text(People.DAN.value()));
    details.put("invitation", text(membership));
    details.put("added", AttributeValue.fromSs(List.of("organisationGroup/staff")));
    TransactWriteItem created = put(event(event, "invitation.created", details));
    TransactWriteItem counting = counting(source, event);
    return client.transactWriteItems(
        all ->
            all.transactItems(put(side), put(invitation), counting, created)
                .clientRequestToken(UUID.randomUUID().toString()));
  }

  private static TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(People.TABLE)
                    .item(item)
                    .conditionExpression("attribute_not_exists(id)")
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private static TransactWriteItem counting(Map<String, AttributeValue> source, String event) {
    long additions = Long.parseLong(source.getOrDefault("additions", number(0)).n());
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":v", number(1));
    values.put(":typ", text("organisation"));
    values.put(":revision", source.get("revision"));
    values.put(":from", number(additions));
    values.put(":to", number(additions + MOST_ADDITIONS));
    values.put(":one", number(1));
    values.put(":unknown", number(UNKNOWN));
    values.put(":open", number(MOST_OPEN));
    values.put(":event", text(event));
    return update(
        key("organisation/" + People.ACME, "organisation"),
        "SET seats = if_not_exists(seats, :unknown) + :one,"
            + " invitations = if_not_exists(invitations, :unknown) + :one, event = :event"
            + " ADD additions :one",
        "v = :v AND typ = :typ AND revision = :revision"
            + " AND additions >= :from AND additions <= :to"
            + " AND attribute_not_exists(memberLimit) AND invitations < :open"
            + " AND (attribute_not_exists(event) OR (event < :event))",
        values);
  }

  @Override
  public Object details() {
    boolean ended =
        client
            .getItem(get -> get.tableName(People.TABLE).key(register()).consistentRead(true))
            .hasItem();
    List<Object> found = new ArrayList<>();
    for (Map<String, AttributeValue> item :
        client
            .query(
                query ->
                    query
                        .tableName(People.TABLE)
                        .consistentRead(true)
                        .keyConditionExpression("id = :id")
                        .expressionAttributeValues(
                            Map.of(":id", text("organisation/" + People.ACME))))
            .items()) {
      switch (text(item, "typ")) {
        case "organisationGroupMember" -> found.add(Membership.of(item));
        case "organisationService" -> found.add(text(item, "serviceName"));
        default -> found.add(text(item, "organisationName"));
      }
    }
    return ended ? List.of() : found;
  }
}
