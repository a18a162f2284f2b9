package dev.orgtable.benchmarks.growth;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table of a given size: an organisation with many members, and a user with many organisations.
 *
 * @param orgtable the store
 * @param members the number of members of the organisation
 * @param organisations the number of organisations of the user, nearly all of the table
 */
record Town(Orgtable orgtable, int members, int organisations) {

  private static final EmailAddress OWNER = EmailAddress.of("owner@example.com");
  private static final EmailAddress GUEST = EmailAddress.of("guest@example.com");
  private static final OrganisationId LARGE = OrganisationId.of("large");
  private static final ServiceId BILLING = ServiceId.of("billing");
  private static final Group STAFF = Group.of("staff");
  private static final PageRequest PAGE = PageRequest.first(8);
  private static final int LONGEST_PAGE = 200;
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Returns the name of the table whose organisation has so many members. */
  static String table(int size) {
    return "members-" + size;
  }

  /** Creates the table and its content. */
  static Town build(DynamoDbClient client, String table, int members, int organisations) {
    Orgtable orgtable = Orgtable.on(client, table);
    orgtable.schema().create(false, Duration.ofSeconds(30));
    create(orgtable, OWNER);
    create(orgtable, GUEST);
    create(orgtable, member(0));
    orgtable.organisations().create(LARGE, "Large", OWNER);
    orgtable.services().create(new Service(LARGE, BILLING, "Billing", 0));
    Member first =
        orgtable
            .memberships()
            .addMember(member(0), LARGE, Set.of(STAFF, Group.of(BILLING, "readers")));
    Copies.of(
            client,
            table,
            List.of(
                "user/" + member(0) + " user",
                "userId/" + first.userId() + " userId",
                "user/" + member(0) + " userOrganisation/" + LARGE,
                "organisation/" + LARGE + " organisationGroupMember/" + member(0)),
            Map.of(
                member(0).value(),
                number -> member(number).value(),
                first.userId().value(),
                number -> UserId.random(Instant.EPOCH).value()))
        .write(1, members - 1);
    count(client, table, members);
    orgtable.organisations().create(organisation(0), organisation(0).value(), OWNER);
    Copies.of(
            client,
            table,
            List.of(
                "organisation/" + organisation(0) + " organisation",
                "organisation/" + organisation(0) + " organisationGroupMember/" + OWNER,
                "user/" + OWNER + " userOrganisation/" + organisation(0)),
            Map.of(organisation(0).value(), number -> organisation(number).value()))
        .write(1, organisations - 1);
    return new Town(orgtable, members, organisations);
  }

  /** Corrects the count of members, which copies do not change. */
  private static void count(DynamoDbClient client, String table, int members) {
    Map<String, AttributeValue> large =
        Map.of(
            "id", AttributeValue.fromS("organisation/" + LARGE),
            "rng", AttributeValue.fromS("organisation"));
    client.updateItem(
        update ->
            update
                .tableName(table)
                .key(large)
                .updateExpression("SET seats = :members")
                .expressionAttributeValues(
                    Map.of(":members", AttributeValue.fromN(Integer.toString(members)))));
  }

  private static void create(Orgtable orgtable, EmailAddress user) {
    orgtable.users().create(User.of(user, new Profile("Ann", "Archer", "555"), Instant.EPOCH));
  }

  private static EmailAddress member(int number) {
    return EmailAddress.of(String.format(Locale.ROOT, "member-%07d@example.com", number));
  }

  private static OrganisationId organisation(int number) {
    return OrganisationId.of(String.format(Locale.ROOT, "organisation-%07d", number));
  }

  /** Returns this table with other settings. */
  Town with(Orgtable other) {
    return new Town(other, members, organisations);
  }

  /** Returns the actions to measure, by name; each one undoes what it writes. */
  Map<String, Runnable> actions() {
    Map<String, Runnable> actions = new LinkedHashMap<>();
    EmailAddress somebody = member(members / 2);
    actions.put("check", () -> orgtable.memberships().check(Check.inGroup(somebody, LARGE, STAFF)));
    actions.put("get a member", () -> orgtable.memberships().get(somebody, LARGE));
    actions.put("first page of members", () -> orgtable.memberships().list(LARGE, PAGE));
    actions.put("get a user", () -> orgtable.users().get(OWNER));
    actions.put("get an organisation", () -> orgtable.organisations().get(LARGE));
    actions.put("services", () -> orgtable.services().list(LARGE, PAGE));
    actions.put("invitations", () -> orgtable.invitations().list(LARGE, PAGE));
    actions.put("organisations of a user", () -> orgtable.users().memberships(OWNER, PAGE));
    actions.put("invitations of a user", () -> orgtable.users().invitations(GUEST, PAGE));
    actions.put("search users", () -> orgtable.users().search("member-00000", PAGE));
    actions.put("search organisations", () -> orgtable.organisations().search("organ", PAGE));
    actions.put("add to a group, and remove", () -> group(somebody));
    actions.put("add a member, and remove", this::join);
    actions.put("invite, and revoke", this::invite);
    actions.put("invite, accept, and leave", this::visit);
    actions.put("create an organisation, and delete", this::found);
    actions.put("create a user, and delete", this::meet);
    return actions;
  }

  private void group(EmailAddress somebody) {
    Set<Group> groups = Set.of(Group.of("more"));
    orgtable.memberships().addToGroups(somebody, LARGE, groups);
    orgtable.memberships().removeFromGroups(somebody, LARGE, groups);
  }

  private void join() {
    orgtable.memberships().addMember(GUEST, LARGE, Set.of(STAFF));
    orgtable.memberships().remove(GUEST, LARGE);
  }

  private void invite() {
    Invitation invitation = orgtable.invitations().invite(GUEST, LARGE, Set.of(STAFF));
    orgtable.invitations().revoke(invitation);
  }

  private void visit() {
    orgtable.invitations().invite(GUEST, LARGE, Set.of(STAFF));
    orgtable.invitations().accept(GUEST, LARGE);
    orgtable.memberships().leave(GUEST, LARGE);
  }

  private void found() {
    OrganisationId id = OrganisationId.of("new-" + NEXT.incrementAndGet());
    orgtable.organisations().create(id, "New", OWNER);
    orgtable.organisations().delete(id);
  }

  private void meet() {
    EmailAddress user = EmailAddress.of("new-" + NEXT.incrementAndGet() + "@example.com");
    create(orgtable, user);
    orgtable.users().delete(user);
  }

  /** Lists all members, page by page, and returns their number. */
  int listAll() {
    PageRequest request = PageRequest.first(LONGEST_PAGE);
    int found = 0;
    for (int pages = 0; pages <= members; pages++) {
      var page = orgtable.memberships().list(LARGE, request);
      found += page.items().size();
      if (page.next().isEmpty()) {
        return found;
      }
      request = new PageRequest(LONGEST_PAGE, page.next());
    }
    throw new IllegalStateException("the list of " + members + " members does not end");
  }

  /**
   * Queries the records of all members without the library, and returns their number. As the
   * library does, by a range: {@code begins_with} makes DynamoDB Local read the whole partition.
   */
  int queryAll(DynamoDbClient client, String table) {
    return (int)
        client
            .queryPaginator(
                query ->
                    query
                        .tableName(table)
                        .consistentRead(true)
                        .limit(LONGEST_PAGE)
                        .keyConditionExpression("id = :id AND rng BETWEEN :first AND :last")
                        .expressionAttributeValues(
                            Map.of(
                                ":id", AttributeValue.fromS("organisation/" + LARGE),
                                ":first", AttributeValue.fromS("organisationGroupMember/"),
                                ":last", AttributeValue.fromS("organisationGroupMember0"))))
            .items()
            .stream()
            .count();
  }
}
