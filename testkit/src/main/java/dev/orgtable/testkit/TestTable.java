package dev.orgtable.testkit;

import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.embedded.EmbeddedDynamoDb;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A new table for each test, in memory, with a clock that the test moves. For example:
 *
 * <pre>{@code
 * @RegisterExtension final TestTable table = new TestTable();
 *
 * @Test
 * void who_is_invited_is_no_member_yet() {
 *   Organisation acme = table.organisation("acme", table.user("ann@example.com").id());
 *   …
 * }
 * }</pre>
 */
public final class TestTable implements BeforeEachCallback, AfterEachCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TestClock clock = new TestClock();
  private final String name = "orgtable-" + UUID.randomUUID();

  @Override
  public void beforeEach(ExtensionContext context) {
    orgtable().schema().create(false, PATIENCE);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client().deleteTable(request -> request.tableName(name));
  }

  /** Returns the operations on the table. */
  public Orgtable orgtable() {
    return Orgtable.on(client(), name, Settings.DEFAULT.withClock(clock));
  }

  /** Returns the clock of the operations. */
  public TestClock clock() {
    return clock;
  }

  /** Returns the table's name. */
  public String name() {
    return name;
  }

  /** Returns a client of the engine, which all tests of the process share. */
  public DynamoDbClient client() {
    return Engine.CLIENT;
  }

  /** Stores a user who is called by the beginning of the address, such as Ann Archer. */
  public User user(String email) {
    UserId id = UserId.of(email);
    String first = id.email().substring(0, 1).toUpperCase(Locale.ROOT);
    String rest = id.email().substring(1, id.email().indexOf('@'));
    Profile profile = new Profile(first + rest, "Archer", "441174960001");
    return orgtable().users().create(User.of(id, profile, clock.instant()));
  }

  /** Stores an organisation with an owner who is a user already. */
  public Organisation organisation(String id, UserId owner) {
    return orgtable().organisations().create(OrganisationId.of(id), "Organisation " + id, owner);
  }

  private static final class Engine {
    static final DynamoDbClient CLIENT = EmbeddedDynamoDb.inMemory().client();
  }
}
