package dev.orgtable.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Cost;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What every contract stands on: a table of its own, a clock, sample people; and at the end nothing
 * wrong in the table.
 */
public abstract class TableContract {

  protected static final UserId ANN = UserId.of("ann@example.com");
  protected static final UserId BOB = UserId.of("bob@example.com");
  protected static final UserId CAT = UserId.of("cat@example.com");
  protected static final UserId DAN = UserId.of("dan@example.com");
  protected static final OrganisationId ACME = OrganisationId.of("acme");
  protected static final OrganisationId BETA = OrganisationId.of("beta");
  protected static final ServiceId BILLING = ServiceId.of("billing");
  protected static final Group STAFF = Group.of("staff");
  protected static final Group READERS = Group.of(BILLING, "readers");
  protected static final Instant CREATED = Instant.parse("2020-01-01T00:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  protected final TestClock clock = new TestClock();
  protected final String tableName = "orgtable-" + UUID.randomUUID();

  /** What the operations of the contract used, since the last {@link #resetCost}. */
  private Cost cost = Cost.NONE;

  /** Returns a client of the engine to test on. */
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
   * Returns the operations on this contract's table through another client, working otherwise. The
   * engine goes by the contract's clock, and tells it.
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
      assertThat(violations()).isEqualTo(expectedViolations());
    } finally {
      client().deleteTable(request -> request.tableName(tableName));
    }
  }

  /** Returns what is wrong in the table. */
  protected final List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    Maintenance.of(on(client())).verifier().verify(found::add);
    return found;
  }

  /** Returns what a test that damages the table by hand leaves wrong in it. */
  protected List<Violation> expectedViolations() {
    return List.of();
  }

  /** Does all long work that was begun, and returns how many jobs ended. */
  protected final int work() {
    try (Worker worker = worker()) {
      return worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a worker that hardly waits. */
  protected final Worker worker() {
    return worker(client());
  }

  /** Returns a worker that hardly waits, through another client. */
  protected final Worker worker(DynamoDbClient other) {
    Settings hasty = settings().withTimeouts(PATIENCE, Duration.ofMillis(100));
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

  /** Stores a user who is called by the beginning of the address. */
  protected final User user(UserId id) {
    return orgtable().users().create(User.of(id, profile(id), CREATED));
  }

  /** Returns the profile of a user who is called by the beginning of the address. */
  protected static Profile profile(UserId id) {
    return new Profile(id.email().substring(0, id.email().indexOf('@')), "Archer", "441174960001");
  }

  /**
   * Stores an organisation, called "Organisation" and its id, with an owner who is a user already.
   */
  protected final Organisation organisation(OrganisationId id, UserId owner) {
    return orgtable().organisations().create(id, "Organisation " + id, owner);
  }

  /** Stores a service, called "Service" and its id. */
  protected final Service service(OrganisationId organisation, ServiceId id) {
    return orgtable().services().create(new Service(organisation, id, "Service " + id, 0));
  }

  /** Returns an item as it lies in the table; empty if there is none. */
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

  /** Returns an attribute of an item as it lies in the table; empty if there is none. */
  protected final Optional<AttributeValue> attribute(String id, String rng, String name) {
    return Optional.ofNullable(item(id, rng).get(name));
  }

  /** Returns how many owners an organisation's record counts, as it lies in the table. */
  protected final long ownerCount(OrganisationId organisation) {
    return attribute("organisation/" + organisation, "organisation", "ownerCount")
        .map(count -> Long.parseLong(count.n()))
        .orElse(0L);
  }

  /** Returns all items of the table. */
  protected final List<Map<String, AttributeValue>> items() {
    return client().scanPaginator(request -> request.tableName(tableName)).items().stream()
        .toList();
  }

  /** Returns the items that name something anywhere: in a key, an attribute or a group. */
  protected final List<Map<String, AttributeValue>> itemsNaming(Object name) {
    return items().stream().filter(item -> item.toString().contains(name.toString())).toList();
  }

  /**
   * Returns the operations on this table, with something else happening before their first write.
   */
  protected final Orgtable meanwhile(Runnable other) {
    return on(InterleavingClient.beforeWriting(client(), other));
  }

  /** Puts an item by hand. */
  protected final void put(Map<String, AttributeValue> item) {
    client().putItem(request -> request.tableName(tableName).item(item));
  }
}
