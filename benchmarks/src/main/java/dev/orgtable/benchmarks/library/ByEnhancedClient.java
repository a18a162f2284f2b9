package dev.orgtable.benchmarks.library;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.IgnoreNullsMode;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactUpdateItemEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The operations with the SDK's Enhanced Client. It does not support {@code ADD}: groups and the
 * count are set instead, in a request of the same size.
 */
final class ByEnhancedClient implements Calls {

  private static final int REGISTERS = 32;
  private static final long WEEK = 7L * 24 * 3600;
  private static final long RETENTION = 400L * 24 * 3600;
  private static final Expression FREE = condition("attribute_not_exists(id)", Map.of());
  private static final long MOST_OPEN = 1000;

  private final DynamoDbEnhancedClient client;
  private final DynamoDbTable<Row> table;

  ByEnhancedClient(DynamoDbClient low) {
    this.client = DynamoDbEnhancedClient.builder().dynamoDbClient(low).build();
    this.table = client.table(People.TABLE, TableSchema.fromBean(Row.class));
  }

  private static Key key(String id, String rng) {
    return Key.builder().partitionValue(id).sortValue(rng).build();
  }

  private static Key register() {
    return key("endings/" + ThreadLocalRandom.current().nextInt(REGISTERS), "endings");
  }

  private static Row row(String id, String rng) {
    Row row = new Row();
    row.setId(id);
    row.setRng(rng);
    row.setV(1);
    return row;
  }

  private static Expression condition(String text, Map<String, AttributeValue> values) {
    return Expression.builder().expression(text).expressionValues(values).build();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  @Override
  public Object get() {
    return table.getItem(get -> get.key(key("user/" + People.ANN, "user")).consistentRead(true));
  }

  private List<Row> both(Key one, Key other) {
    ReadBatch batch =
        ReadBatch.builder(Row.class)
            .mappedTableResource(table)
            .addGetItem(get -> get.key(one).consistentRead(true))
            .addGetItem(get -> get.key(other).consistentRead(true))
            .build();
    return client.batchGetItem(read -> read.readBatches(batch)).resultsForTable(table).stream()
        .toList();
  }

  @Override
  public Object check() {
    List<Row> rows =
        both(
            register(),
            key("organisation/" + People.ACME, "organisationGroupMember/" + People.ANN));
    return rows.stream()
        .anyMatch(
            row -> row.getGroups() != null && row.getGroups().contains("organisationGroup/staff"));
  }

  @Override
  public Object addToGroups() {
    Row row = row("organisation/" + People.ACME, "organisationGroupMember/" + People.ANN);
    row.setGroups(Set.of("organisationGroup/more"));
    String event = EventIds.next();
    row.setEvent(event);
    Expression allowed =
        condition(
            "v = :is AND attribute_not_exists(endedBy)"
                + " AND (attribute_not_exists(groups) OR size(groups) <= :most)"
                + " AND NOT contains(groups, :more)"
                + " AND (attribute_not_exists(event) OR event < :event)",
            Map.of(
                ":is",
                number(1),
                ":most",
                number(99),
                ":more",
                AttributeValue.fromS("organisationGroup/more"),
                ":event",
                AttributeValue.fromS(event)));
    Facts details = new Facts();
    details.setEmail(People.ANN.value());
    details.setAdded(Set.of("organisationGroup/more"));
    client.transactWriteItems(
        all ->
            all.addUpdateItem(table, update(row, allowed))
                .addPutItem(table, put(event(event, "member.groups_changed", details), FREE))
                .clientRequestToken(UUID.randomUUID().toString()));
    return row;
  }

  private static Row event(String id, String type, Facts details) {
    Row event = row("organisationEvents/" + People.ACME, "organisationEvent/" + id);
    long end = Instant.now().getEpochSecond() + RETENTION;
    event.setTyp("organisationEvent");
    event.setType(type);
    event.setActor(Map.of("kind", "library"));
    event.setDetails(details);
    event.setExpiresAt(end);
    event.setRemoveAt(end);
    return event;
  }

  private static TransactUpdateItemEnhancedRequest<Row> update(Row row, Expression condition) {
    return TransactUpdateItemEnhancedRequest.builder(Row.class)
        .item(row)
        .ignoreNullsMode(IgnoreNullsMode.SCALAR_ONLY)
        .conditionExpression(condition)
        .build();
  }

  @Override
  public Object invite() {
    Row source =
        both(key("organisation/" + People.ACME, "organisation"), key("user/" + People.DAN, "user"))
            .stream()
            .filter(row -> "organisation".equals(row.getTyp()))
            .findFirst()
            .orElseThrow();
    Instant now = Instant.now();
    String membership = UUID.randomUUID().toString();
    Row side = row("user/" + People.DAN, "userOrganisation/" + People.ACME);
    side.setTyp("userOrganisation");
    side.setOrganisationName(source.getOrganisationName());
    side.setOrganisationRevision(source.getRevision());
    Row invitation = row("organisation/" + People.ACME, "organisationInvitation/" + People.DAN);
    invitation.setTyp("organisationInvitation");
    invitation.setInvitedBy("");
    invitation.setGroups(Set.of("organisationGroup/staff"));
    String event = EventIds.next();
    invitation.setEvent(event);
    Facts details = new Facts();
    details.setEmail(People.DAN.value());
    details.setInvitation(membership);
    details.setAdded(Set.of("organisationGroup/staff"));
    invitation.setDir("agenda");
    invitation.setDirRng(now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(2 * WEEK).toString());
    for (Row row : List.of(side, invitation)) {
      row.setEmail(People.DAN.value());
      row.setOrganisationId(People.ACME.value());
      row.setMembershipId(membership);
      row.setInvitedAt(now);
      row.setExpiresAt(now.getEpochSecond() + WEEK);
    }
    long additions = Objects.requireNonNull(source.getAdditions());
    Row counted = row("organisation/" + People.ACME, "organisation");
    counted.setAdditions(additions + 1);
    counted.setSeats(Objects.requireNonNullElse(source.getSeats(), 0L) + 1);
    counted.setInvitations(Objects.requireNonNullElse(source.getInvitations(), 0L) + 1);
    counted.setEvent(event);
    Expression unchanged =
        condition(
            "v = :is AND attribute_not_exists(endedBy) AND revision = :revision"
                + " AND additions >= :from AND additions <= :to"
                + " AND attribute_not_exists(memberLimit) AND invitations < :open"
                + " AND (attribute_not_exists(event) OR event < :event)",
            Map.of(
                ":is", number(1),
                ":revision", number(Objects.requireNonNull(source.getRevision())),
                ":from", number(additions),
                ":to", number(additions),
                ":open", number(MOST_OPEN),
                ":event", AttributeValue.fromS(event)));
    client.transactWriteItems(
        all ->
            all.addPutItem(table, put(side, FREE))
                .addPutItem(table, put(invitation, FREE))
                .addUpdateItem(table, update(counted, unchanged))
                .addPutItem(table, put(event(event, "invitation.created", details), FREE))
                .clientRequestToken(UUID.randomUUID().toString()));
    return invitation;
  }

  private static TransactPutItemEnhancedRequest<Row> put(Row row, Expression condition) {
    return TransactPutItemEnhancedRequest.builder(Row.class)
        .item(row)
        .conditionExpression(condition)
        .build();
  }

  @Override
  public Object details() {
    Row ended = table.getItem(get -> get.key(register()).consistentRead(true));
    List<Row> rows = new ArrayList<>();
    table
        .query(
            query ->
                query
                    .consistentRead(true)
                    .queryConditional(
                        QueryConditional.keyEqualTo(
                            key -> key.partitionValue("organisation/" + People.ACME))))
        .items()
        .forEach(rows::add);
    return ended == null ? rows : List.of();
  }
}
