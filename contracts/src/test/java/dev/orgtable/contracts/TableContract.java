package dev.orgtable.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The base of every contract: a table of its own, a clock and sample people. After each test, the
 * verifier must find nothing in the table.
 */
public abstract class TableContract {

  protected static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  protected static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  protected static final EmailAddress CAT = EmailAddress.of("cat@example.com");
  protected static final EmailAddress DAN = EmailAddress.of("dan@example.com");
  protected static final OrganisationId ACME = OrganisationId.of("acme");
  protected static final OrganisationId BETA = OrganisationId.of("beta");
  protected static final ServiceId BILLING = ServiceId.of("billing");
  protected static final Group STAFF = Group.of("staff");
  protected static final Group READERS = Group.of(BILLING, "readers");
  protected static final Instant CREATED = Instant.parse("2020-01-01T00:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long a job waits for readers: no call to an engine in this process has a time limit. */
  private static final Duration ATTEMPT =
      Engine.isDynamoDbLocal() ? Duration.ofMillis(200) : Duration.ofSeconds(2);

  protected final TestClock clock = new TestClock();
  protected final String tableName = "orgtable-" + UUID.randomUUID();

  /** Whether the test wrote to the table without an operation, of which no log tells. */
  private boolean isEdited;

  /** What the verifier finds after the test, which it need not read the table for again. */
  private @Nullable List<Violation> atEnd;

  /** The capacity used by the contract's operations since the last {@link #resetCost}. */
  private Cost cost = Cost.NONE;

  /** Returns a client of the engine under test. */
  protected DynamoDbClient client() {
    return Engine.client();
  }

  /** Returns the operations under test. */
  protected Orgtable orgtable() {
    return on(client());
  }

  /** Returns the operations on this contract's table through another client. */
  protected final Orgtable on(DynamoDbClient other) {
    return on(other, settings());
  }

  /**
   * Returns the operations on this contract's table through another client, with other settings.
   * The engine's clock is the contract's.
   */
  protected final Orgtable on(DynamoDbClient other, Settings settings) {
    return Orgtable.on(EngineTime.of(clock, other), tableName, settings);
  }

  protected final Settings settings() {
    return Settings.DEFAULT.withClock(clock).withCosts(request -> cost = cost.plus(request.cost()));
  }

  @BeforeEach
  final void createTable() {
    orgtable().schema().create(false, PATIENCE);
  }

  @AfterEach
  final void nothingIsWrong() {
    try {
      atEnd = violations();
      assertThat(atEnd).isEqualTo(expectedViolations());
      if (logsTell() && !isEdited) {
        LogCheck.check(allItems());
      }
    } finally {
      client().deleteTable(request -> request.tableName(tableName));
    }
  }

  /** Returns the violations in the table. */
  protected final List<Violation> violations() {
    if (atEnd != null) {
      return atEnd;
    }
    List<Violation> found = new ArrayList<>();
    Maintenance.of(on(client())).verifier().verify(found::add);
    return found;
  }

  /** Returns whether the logs tell what is there: not if a repair has changed it. */
  protected boolean logsTell() {
    return expectedViolations().isEmpty();
  }

  /** Returns the violations that a test leaves which damages the table on purpose. */
  protected List<Violation> expectedViolations() {
    return List.of();
  }

  /** Runs all open jobs and returns the number completed. */
  protected final int work() {
    try (Worker worker = worker()) {
      return worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a worker with short time limits. */
  protected final Worker worker() {
    return worker(client());
  }

  /** Returns a worker with short time limits, through another client. */
  protected final Worker worker(DynamoDbClient other) {
    Settings hasty = settings().withTimeouts(PATIENCE, ATTEMPT);
    return Worker.of(
        on(other, hasty),
        WorkerSettings.DEFAULT.withWriteUnits(40_000).withNanoTime(clock::nanoTime),
        e -> {
          throw e;
        });
  }

  protected final void resetCost() {
    cost = Cost.NONE;
  }

  protected final Cost cost() {
    return cost;
  }

  /** Stores a user whose name is the local part of the address. */
  protected final User user(EmailAddress id) {
    return orgtable().users().create(User.of(id, profile(id), CREATED));
  }

  /** Returns the id of a stored user. */
  protected final UserId idOf(EmailAddress user) {
    return orgtable().users().get(user).id();
  }

  /** Returns the profile of a user whose name is the local part of the address. */
  protected static Profile profile(EmailAddress id) {
    return new Profile(id.value().substring(0, id.value().indexOf('@')), "Archer", "441174960001");
  }

  /** Stores an organisation, named "Organisation" and its id, whose owner is an existing user. */
  protected final Organisation organisation(OrganisationId id, EmailAddress owner) {
    return orgtable().organisations().create(id, "Organisation " + id, owner);
  }

  /** Stores a service, named "Service" and its id. */
  protected final Service service(OrganisationId organisation, ServiceId id) {
    return orgtable().services().create(new Service(organisation, id, "Service " + id, 0));
  }

  /** Returns an item as stored; empty if there is none. */
  protected final Map<String, AttributeValue> item(String id, String rng) {
    return client()
        .getItem(
            request ->
                request
                    .tableName(tableName)
                    .consistentRead(true)
                    .key(Map.of("id", AttributeValue.fromS(id), "rng", AttributeValue.fromS(rng))))
        .item();
  }

  /** Returns an attribute of an item as stored; empty if there is none. */
  protected final Optional<AttributeValue> attribute(String id, String rng, String name) {
    return Optional.ofNullable(item(id, rng).get(name));
  }

  /** Returns the owner count on an organisation's record as stored. */
  protected final long ownerCount(OrganisationId organisation) {
    return attribute("organisation/" + organisation, "organisation", "ownerCount")
        .map(count -> Long.parseLong(count.n()))
        .orElse(0L);
  }

  /**
   * Returns the items of the table, without events, which outlive what they are about, and the
   * settings of events.
   */
  protected final List<Map<String, AttributeValue>> items() {
    return allItems().stream().filter(item -> !isOfEvents(item)).toList();
  }

  private static boolean isOfEvents(Map<String, AttributeValue> item) {
    return Item.of(item)
        .key()
        .id()
        .matches("(organisation|user)Events/.*|tableEvents|eventSettings");
  }

  /** Returns all items of the table. */
  protected final List<Map<String, AttributeValue>> allItems() {
    return client().scanPaginator(request -> request.tableName(tableName)).items().stream()
        .toList();
  }

  /**
   * Returns the items that mention a text anywhere: in a key, an attribute or a group. Events,
   * which outlive what they name, are left out.
   */
  protected final List<Map<String, AttributeValue>> itemsNaming(Object name) {
    return items().stream().filter(item -> item.toString().contains(name.toString())).toList();
  }

  /** Returns the operations on this table; an action runs before their first write. */
  protected final Orgtable meanwhile(Runnable other) {
    return on(InterleavingClient.beforeWriting(client(), other));
  }

  /** Puts an item directly. */
  protected final void put(Map<String, AttributeValue> item) {
    isEdited = true;
    client().putItem(request -> request.tableName(tableName).item(item));
  }

  protected final void delete(String id, String rng) {
    isEdited = true;
    client()
        .deleteItem(
            request ->
                request
                    .tableName(tableName)
                    .key(Map.of("id", AttributeValue.fromS(id), "rng", AttributeValue.fromS(rng))));
  }

  /** Sets an attribute of an item that is there. */
  protected final void set(String id, String rng, String attribute, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(item(id, rng));
    item.put(attribute, value);
    put(item);
  }
}
