package dev.orgtable.testkit.guides;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Permission;
import dev.orgtable.testkit.TestTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guide to permission checks does what it says: Ann owns Acme, Bob is in its staff. */
final class PermissionChecksTest {

  private static final OrganisationId ACME = OrganisationId.of("acme");

  @RegisterExtension final TestTable table = new TestTable();

  private EmailAddress ann = EmailAddress.of("ann@example.com");
  private EmailAddress bob = EmailAddress.of("bob@example.com");
  private Questions questions = new Questions(table.orgtable());

  @BeforeEach
  void bobIsInTheStaffOfAcme() {
    questions = new Questions(table.orgtable());
    ann = table.user("ann@example.com").email();
    bob = table.user("bob@example.com").email();
    table.organisation("acme", ann);
    table.orgtable().memberships().addMember(bob, ACME, Set.of(Group.of("staff")));
  }

  private static int get(HttpServer server, String path, String caller)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).header("Caller", caller).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private HttpServer guarded(Permission permission) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HttpContext context =
        server.createContext(
            "/organisations/",
            exchange -> {
              exchange.sendResponseHeaders(204, -1);
              exchange.close();
            });
    context
        .getFilters()
        .add(
            new PermissionFilter(
                table.orgtable(),
                permission,
                exchange -> EmailAddress.of(exchange.getRequestHeaders().getFirst("Caller"))));
    server.start();
    return server;
  }

  @Test
  void the_filter_lets_pass_who_has_the_permission() throws Exception {
    questions.describeRoles();
    HttpServer server = guarded(Permission.of("invoices:read"));
    try {
      assertThat(get(server, "/organisations/acme/invoices", "bob@example.com")).isEqualTo(204);
      assertThat(get(server, "/organisations/acme/invoices", "ann@example.com")).isEqualTo(204);
      assertThat(get(server, "/organisations/acme/invoices", "eve@example.com")).isEqualTo(403);
      assertThat(get(server, "/organisations/a%20b/invoices", "bob@example.com")).isEqualTo(403);
      assertThat(get(server, "/organisations/", "bob@example.com")).isEqualTo(403);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void the_staff_may_not_write_invoices() throws Exception {
    questions.describeRoles();
    HttpServer server = guarded(Permission.of("invoices:write"));
    try {
      assertThat(get(server, "/organisations/acme/invoices", "bob@example.com")).isEqualTo(403);
      assertThat(get(server, "/organisations/acme/invoices", "ann@example.com")).isEqualTo(204);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void an_owner_is_not_in_the_staff() {
    assertThat(questions.isInStaff(bob, ACME)).isTrue();
    assertThat(questions.isInStaff(ann, ACME)).isFalse();
    assertThat(questions.isInStaffOrOwner(bob, ACME)).isTrue();
    assertThat(questions.isInStaffOrOwner(ann, ACME)).isTrue();
  }

  @Test
  void a_check_may_be_answered_from_memory() {
    questions.describeRoles();

    assertThat(questions.mayReadRecently(bob, ACME)).isTrue();
    assertThat(questions.mayReadRecently(ann, ACME)).isTrue();
  }
}
