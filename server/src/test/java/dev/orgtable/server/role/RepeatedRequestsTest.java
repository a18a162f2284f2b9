package dev.orgtable.server.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are repeated with their idempotency key after the roles have changed. */
final class RepeatedRequestsTest {

  private static final String ACME = "/v1/organisations/acme";

  private static final TestServer SERVER = TestServer.start();
  private static final Http BACK_END = SERVER.key(Scope.READ, Scope.WRITE, Scope.ADMIN);

  @BeforeAll
  static void ann_owns_acme() {
    SERVER.organisation("acme", SERVER.user("ann@example.com"));
    SERVER.user("bob@example.com");
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static void roles(String name) {
    BACK_END.put("/v1/roles", "{'organisation':{'" + name + "':{}}}");
  }

  private static Reply post(String path, String body, String key) {
    return BACK_END.send("POST", ACME + path, body.replace('\'', '"'), "Idempotency-Key", key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/invitations       | {'email':'cat@example.com','groups':['staff']} | groups.0",
        "/invitations/batch | {'emails':['dan@example.com'],'groups':['staff']} | groups.0",
        "/members/batch     | {'members':[{'email':'bob@example.com','groups':['staff']}]} |"
            + " members.0.groups.0"
      })
  void a_repeated_request_is_answered_as_before_and_a_new_one_by_the_new_roles(
      String path, String body, String field) {
    roles("staff");
    Reply first = post(path, body, path);
    roles("admin");

    Reply repeated = post(path, body, path);
    Reply fresh = post(path, body, path + "2");

    assertThat(first.status()).as("%s", first).isLessThan(300);
    assertThat(repeated.status()).as("%s", repeated).isEqualTo(first.status());
    assertThat(fresh.status()).isEqualTo(400);
    assertThat(fresh.json().at("/errors/0/field").asString()).isEqualTo(field);
  }
}
