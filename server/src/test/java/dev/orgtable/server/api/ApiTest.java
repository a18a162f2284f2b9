package dev.orgtable.server.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Orgtable;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/**
 * The fixture of API tests: a server, which all classes share since its start takes longer than
 * most of them, a back end with all scopes, and unique names.
 */
public abstract class ApiTest {

  private static @Nullable Shared shared;

  /** Makes names unique per test. */
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  protected final String ann = "ann." + mark + "@example.com";
  protected final String bob = "bob." + mark + "@example.com";
  protected final String acme = "acme-" + mark;

  private record Shared(TestServer server, Http backEnd) {}

  /** Starts the server at its first use. It ends with this process. */
  private static synchronized Shared shared() {
    if (shared == null) {
      TestServer server = TestServer.start();
      shared = new Shared(server, server.key(Scope.READ, Scope.WRITE, Scope.ADMIN));
    }
    return shared;
  }

  @BeforeAll
  protected static void skipWithoutTransactions() {
    assumeTrue(server().hasTransactions(), "the engine has no transactions");
  }

  protected static TestServer server() {
    return shared().server();
  }

  protected static Http backEnd() {
    return shared().backEnd();
  }

  protected static Orgtable store() {
    return server().orgtable();
  }

  /** Creates the users ann and bob, and the organisation acme owned by ann. */
  protected final OrganisationId annOwnsAcme() {
    EmailAddress owner = server().user(ann);
    server().user(bob);
    return server().organisation(acme, owner);
  }

  /** Makes bob a member of acme. */
  protected final void bobIsIn(Group... groups) {
    store().memberships().addMember(EmailAddress.of(bob), OrganisationId.of(acme), Set.of(groups));
  }

  protected final String path(String below) {
    return "/v1/organisations/" + acme + below;
  }
}
