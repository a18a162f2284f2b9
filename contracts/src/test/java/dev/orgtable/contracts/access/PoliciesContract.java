package dev.orgtable.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Permission;
import dev.orgtable.Scope;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.UserId;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.contracts.GroupOperations;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Segment;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.Crowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of the policies in {@code infrastructure/iam}: each grants what a walk through all
 * operations of its role needs, and nothing else. A failure prints the policy that would; {@code
 * -Dorgtable.policies=write} writes it. That no other contract needs more is held by {@link
 * GrantedClient}.
 */
final class PoliciesContract extends TableContract {

  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final PageRequest PAGE = PageRequest.first(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int MANY = 101;

  /** A count of destinations that is too low stays as it is when one is removed. */
  private static final Access DESTINATIONS_AS_FOUND =
      new Access("ConditionCheckItem", Access.Resource.TABLE, "eventSettings");

  /** An organisation of the original Go program, with Ann as owner and Cat as member. */
  private static final OrganisationId GO_ACME =
      OrganisationId.of("a5dccb5f-9cd4-4051-ace0-adc49291f166");

  private Map<String, AttributeValue> settings = Map.of();
  private final Set<Access> needed = ConcurrentHashMap.newKeySet();
  private final Set<String> operations = ConcurrentHashMap.newKeySet();

  /** Collects the names of operations. */
  private final class Names implements CostListener {
    @Override
    public void answered(RequestReport report) {}

    @Override
    public <T extends @Nullable Object> T observe(String operation, Supplier<T> steps) {
      operations.add(operation);
      return steps.get();
    }
  }

  @BeforeEach
  void rememberSettings() {
    settings = item("eventSettings", "eventSettings");
  }

  private Settings watched() {
    return settings().withCosts(new Names()).withInvitationMails();
  }

  private Orgtable recorded() {
    return on(
        RecordingClient.of(client(), request -> needed.addAll(Access.of(request))), watched());
  }

  private static void assertGrantsExactly(String policy, Set<Access> needed) throws IOException {
    Path file = new Policy(policy).file();
    if (Policy.isWritten()) {
      Files.writeString(file, Policy.of(needed));
    }

    assertThat(new Policy(policy).differences(needed)).isEmpty();
    assertThat(file).content().isEqualTo(Policy.of(needed));
  }

  @Tag("exhaustive")
  @Test
  void the_service_may_do_what_its_operations_need() throws IOException {
    Stream.concat(Operations.writes(), Operations.reads())
        .filter(operation -> !operation.name().equals("verify"))
        .forEach(this::runOnATableOfItsOwn);
    others(recorded());
    DeliveryWalk.unsubscribe(on(client()), recorded(), clock);
    WebhookWalk.manage(on(client()), recorded());
    forgetSettings();
    recorded().users().create(User.of(EVE, profile(EVE), CREATED));
    readDamaged("userExternalId/*", "organisationExternalId/*");
    readDamaged("organisationEvents/*", "userEvents/*", "tableEvents");
    needed.add(DESTINATIONS_AS_FOUND);

    assertGrantsExactly("service", needed);
    assertThat(operations).containsAll(StoreOperations.names());
  }

  /** What the kit reads when DynamoDB rejects a transaction, to find a damaged item. */
  private void readDamaged(String... partitions) {
    for (String partition : partitions) {
      needed.add(new Access("BatchGetItem", Access.Resource.TABLE, partition));
    }
  }

  /** Makes the table one of an earlier version, whose first change decides to keep events. */
  private void forgetSettings() {
    delete("eventSettings", "eventSettings");
  }

  /** The preparation is not recorded: some operations need something that only a tool does. */
  private void runOnATableOfItsOwn(Operation operation) {
    empty();
    Orgtable prepared = on(client(), settings().withInvitationMails());
    Operations.sample(prepared);
    operation.prepare().accept(prepared);
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
    var unused = operation.act().apply(recorded());
  }

  private void empty() {
    delete(items());
    put(settings);
  }

  private void delete(List<Map<String, AttributeValue>> items) {
    for (Map<String, AttributeValue> item : items) {
      Map<String, AttributeValue> key = Map.of("id", item.get("id"), "rng", item.get("rng"));
      client().deleteItem(request -> request.tableName(tableName).key(key));
    }
  }

  private void others(Orgtable to) {
    removeMisledIds(to);
    empty();
    Operations.sample(on(client()));
    assertThat(to.schema().fault()).isEmpty();
    to.memberships().check(Check.member(BOB, ACME), BOUND);
    to.users().change(DAN, profile -> profile(EVE), Expected.ANYTHING);
    to.apiKeys().any();
    Invitation cat = to.invitations().get(CAT, ACME);
    to.invitations().getByToken(to.invitations().issueToken(cat));
    to.users().changeAddress(CAT, EVE);
    to.users().changeAddress(EVE, CAT);
    to.apiKeys().create("Back end", Set.of(Scope.READ));
    to.apiKeys().list(PAGE);
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(STAFF, READERS));
    to.organisations().rename(ACME, "Renamed");
    to.services().delete(ACME, BILLING);
    GroupOperations.renameAndDelete(to, this::work);
    JobId job = to.by(ANN).organisations().delete(ACME).orElseThrow();
    to.jobs().get(job);
    to.jobs().get(job, ANN);
    to.jobs().list(Job.State.OPEN, PAGE);
    work();
    busyBob();
    to.users().put(User.of(BOB, profile(EVE), CREATED));
    work();
    to.users().changeAddress(BOB, EVE);
    work();
    to.users().delete(EVE);
    work();
  }

  /** Removes external ids, and moves an account, whose records lead to others. */
  private void removeMisledIds(Orgtable to) {
    empty();
    Operations.sample(on(client()));
    UnaryOperator<Facts> id = present -> present.withExternalId(ExternalId.of("crm-1"));
    to.facts().change(BOB, id);
    to.facts().change(ACME, id);
    to.facts().change(BOB, ACME, id);
    to.accounts().signIn(new Account("https://id.example.com", "bob"), BOB, Instant.MAX);
    mislead("ExternalId");
    mislead("account/");
    to.facts().change(BOB, Facts::withoutExternalId);
    to.facts().change(ACME, Facts::withoutExternalId);
    to.facts().change(BOB, ACME, Facts::withoutExternalId);
    to.users().changeAddress(BOB, EmailAddress.of("moved@example.com"));
  }

  /** Lets every record of a kind lead to another user or another organisation. */
  private void mislead(String kind) {
    for (Map<String, AttributeValue> item : itemsNaming(kind)) {
      Map<String, AttributeValue> misled = new HashMap<>(item);
      misled.put(
          item.containsKey("email") ? "email" : "organisationId",
          AttributeValue.fromS(item.containsKey("email") ? EVE.value() : "other"));
      put(misled);
    }
  }

  /** Puts Bob into so many organisations that his changes need jobs. */
  private void busyBob() {
    new BusyUser(on(client()), BOB).join(DAN, Set.of(STAFF));
  }

  @Test
  void a_reader_may_read_members_and_what_they_are_members_of() throws IOException {
    Operations.sample(on(client()));
    Orgtable to = recorded();
    to.users().get(idOf(BOB));
    assertThatThrownBy(
            () -> to.memberships().check(Check.permitted(BOB, ACME, Permission.of("any"))))
        .isInstanceOf(InvalidInput.class);
    assertThat(recorded().roles().current()).isEmpty();
    to.facts().get(BOB);
    to.facts().findUser(ExternalId.of("crm-1"));
    to.facts().findMember(ACME, ExternalId.of("crm-1"));
    to.facts().findMemberAddress(ACME, ExternalId.of("crm-1"));
    to.facts().findOrganisation(ExternalId.of("crm-1"));
    to.facts().get(ACME);
    to.facts().get(BOB, ACME);
    read(to, BOB, CAT, ACME);
    empty();
    GoTable.items().forEach(this::put);
    read(to, ANN, CAT, GO_ACME);
    empty();

    assertGrantsExactly("reader", needed);
  }

  /** Reads what a reader may, of a member, an invitee and their organisation. */
  private static void read(
      Orgtable to, EmailAddress member, EmailAddress invitee, OrganisationId organisation) {
    Check check = Check.inGroup(member, organisation, READERS);
    to.memberships().check(check);
    to.memberships().check(check, Consistency.EVENTUAL);
    to.memberships().check(check, BOUND);
    to.memberships().check(List.of(check, Check.member(invitee, organisation)), BOUND);
    to.memberships().check(List.of(check, Check.member(invitee, organisation)), Consistency.STRONG);
    to.memberships().get(member, organisation);
    to.memberships().list(organisation, PAGE);
    to.memberships().list(organisation, READERS, PAGE);
    List<UserId> ids = List.of(to.users().get(member).id(), UserId.random(Instant.EPOCH));
    to.users().addresses(ids);
    to.users().settledAddresses(ids);
    to.users().details(member);
    to.users().memberships(member, PAGE);
    to.users().organisations(member, PAGE);
    to.users().invitations(invitee, PAGE);
    to.claims().of(member);
    to.claims().of(member, organisation);
    to.organisations().get(organisation);
    to.organisations().details(organisation);
    Page<Service> services = to.services().list(organisation, PAGE);
    services.items().forEach(service -> to.services().get(organisation, service.id()));
    to.invitations().list(organisation, PAGE);
    Page<Invitation> invitations = to.invitations().listWithExpired(organisation, PAGE);
    invitations.items().forEach(each -> to.invitations().get(each.invitee(), organisation));
  }

  @Tag("exhaustive")
  @Test
  void the_worker_may_do_what_jobs_mails_and_expiry_need() throws IOException {
    Orgtable prepared = on(client(), settings().withInvitationMails());
    Operations.sample(prepared);
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(STAFF, READERS));
    prepared.by(ANN).invitations().invite(DAN, ACME, Set.of());
    work(recorded());
    clock.advance(Duration.ofDays(15));
    forgetSettings();
    work(recorded());
    put(settings);
    prepared.organisations().rename(ACME, "Renamed");
    work(recorded());
    prepared.services().delete(ACME, BILLING);
    work(recorded());
    GroupOperations.renameAndDelete(prepared, () -> work(recorded()));
    work(recorded());
    UnaryOperator<Facts> seat = present -> present.withExternalId(ExternalId.of("seat-1"));
    prepared.facts().change(BOB, ACME, seat);
    mislead("ExternalId");
    prepared.organisations().delete(ACME);
    work(recorded());
    delete(itemsNaming("ExternalId"));
    busyBob();
    prepared.facts().change(BOB, BusyUser.organisation(0), seat);
    prepared.users().put(User.of(BOB, profile(EVE), CREATED));
    work(recorded());
    OrganisationId more = OrganisationId.of("more");
    prepared.organisations().create(more, "More", DAN);
    prepared.invitations().issueToken(prepared.invitations().invite(BOB, more, Set.of()));
    prepared.users().changeAddress(BOB, EVE);
    work(recorded());
    prepared.users().delete(EVE);
    work(recorded());
    DeliveryWalk.deliver(on(client()), recorded(), clock);

    readDamaged("organisationEvents/*");
    needed.add(DESTINATIONS_AS_FOUND);
    assertGrantsExactly("worker", needed);
    assertThat(operations).contains("worker.removeExpired");
  }

  private void work(Orgtable to) {
    WorkerSettings settings =
        WorkerSettings.DEFAULT
            .withWriteUnits(40_000)
            .withMailer(mail -> {})
            .withNanoTime(clock::nanoTime);
    try (Worker worker =
        Worker.of(
            to,
            settings,
            e -> {
              throw e;
            })) {
      worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Tag("exhaustive")
  @Test
  void the_tools_may_do_what_they_need_with_any_key() throws IOException {
    Orgtable to = recorded();
    String copy = tableName + "-copy";
    Orgtable toCopy =
        on(RecordingClient.of(client(), request -> needed.addAll(Access.of(request))), copy);
    toCopy.schema().create(false, PATIENCE);
    toCopy.schema().createSwept(PATIENCE);
    client().deleteTable(request -> request.tableName(copy));
    Operations.sample(on(client()));
    on(client()).by(BOB).invitations().invite(DAN, ACME, Set.of());
    to.items().put(items(), 1);
    to.items().of(BOB, PAGE);
    to.items().read(Segment.all(1).get(0));
    damage();
    Maintenance.of(to).repair().apply(step -> {});
    assertThat(violations()).isEmpty();
    Maintenance.of(to).upgrade().apply(step -> {});
    Maintenance.of(to).offboarding().apply(BOB);
    Maintenance.of(to).offboarding().erase(BOB, 1, erased -> {}, left -> {}, read -> {});
    clock.advance(Duration.ofDays(60));
    Maintenance.of(to).sweep().run(1, read -> {});

    Set<Access> ofAnyKey =
        needed.stream().map(Access::toAnyKey).collect(Collectors.toCollection(HashSet::new));
    assertGrantsExactly("tools", ofAnyKey);
  }

  private Orgtable on(DynamoDbClient other, String table) {
    return Orgtable.on(other, table, settings());
  }

  /** Takes a member's user side away, and the count of the owners. */
  private void damage() {
    Map<String, AttributeValue> item = new HashMap<>(item("organisation/acme", "organisation"));
    item.put("ownerCount", AttributeValue.fromN("7"));
    put(item);
    delete("user/" + BOB, "userOrganisation/" + ACME);
  }
}
