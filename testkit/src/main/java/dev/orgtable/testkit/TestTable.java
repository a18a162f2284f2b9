package dev.orgtable.testkit;

import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.embedded.Engines;
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
 * A new in-memory table for each test, with a clock that the test controls. For example:
 *
 * <pre>{@code
 * @RegisterExtension final TestTable table = new TestTable();
 *
 * @Test
 * void an_invitee_is_not_yet_a_member() {
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

  /** Returns the store. */
  public Orgtable orgtable() {
    return Orgtable.on(client(), name, Settings.DEFAULT.withClock(clock));
  }

  /** Returns the store's clock. */
  public TestClock clock() {
    return clock;
  }

  /** Returns the table's name. */
  public String name() {
    return name;
  }

  /** Returns a client of the engine, which is shared by all tests of the process. */
  public DynamoDbClient client() {
    return Engine.CLIENT;
  }

  /** Creates a user whose name is derived from the address, such as Ann Archer. */
  public User user(String address) {
    EmailAddress email = EmailAddress.of(address);
    String first = email.value().substring(0, 1).toUpperCase(Locale.ROOT);
    String rest = email.value().substring(1, email.value().indexOf('@'));
    Profile profile = new Profile(first + rest, "Archer", "441174960001");
    return orgtable().users().create(User.of(email, profile, clock.instant()));
  }

  /** Creates an organisation; its owner must be a user. */
  public Organisation organisation(String id, EmailAddress owner) {
    return orgtable().organisations().create(OrganisationId.of(id), "Organisation " + id, owner);
  }

  private static final class Engine {
    static final DynamoDbClient CLIENT = Engines.byDefault().inMemory().client();
  }
}
