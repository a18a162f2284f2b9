package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change by one server is visible to the others immediately. */
@Tag("slow")
final class SeveralServersTest extends ApiTest {

  private static OrgtableServer other;

  @BeforeAll
  static void start_another_server() {
    other = server().another(1_000_000);
  }

  @AfterAll
  static void stop_the_other_server() {
    other.close();
  }

  private static Http there(Http here) {
    return new Http(TestServer.uri(other), here.credential());
  }

  @Test
  void a_change_on_one_server_is_effective_on_the_other() {
    annOwnsAcme();
    Http bobHere = server().person(EmailAddress.of(bob));
    Http bobThere = there(bobHere);
    int stranger = bobThere.get(path("")).status();
    bobIsIn();
    int member = bobThere.get(path("")).status();
    int notOwner = bobThere.put(path(""), "{'name':'B'}").status();
    backEnd().put(path("/members/" + bob + "/groups/owner"), "");
    int owner = bobThere.put(path(""), "{'name':'B'}").status();

    backEnd().delete(path("/members/" + bob));

    assertThat(List.of(stranger, member, notOwner, owner)).containsExactly(404, 200, 403, 200);
    assertThat(bobThere.get(path("")).status()).isEqualTo(404);
    assertThat(bobHere.get(path("")).status()).isEqualTo(404);
  }

  @Test
  void a_key_made_on_one_works_on_the_other_until_it_is_revoked_on_either() {
    Reply made = backEnd().post("/v1/keys", "{'name':'K','scopes':['read']}");
    Http here = new Http(TestServer.uri(other), Optional.of(made.text("key")));
    int before = here.get("/v1/users").status();

    there(backEnd()).delete(made.header("Location"));

    assertThat(before).isEqualTo(200);
    assertThat(here.get("/v1/users").status()).isEqualTo(401);
    assertThat(server().with(made.text("key")).get("/v1/users").status()).isEqualTo(401);
  }

  @Test
  void a_cursor_and_a_tag_of_one_are_good_on_the_other() {
    annOwnsAcme();
    bobIsIn();
    String cursor = backEnd().get(path("/members?limit=1")).text("next");
    String tag = backEnd().get(path("")).header("ETag");

    Reply rest = there(backEnd()).get(path("/members?cursor=" + cursor));
    Reply renamed = there(backEnd()).put(path(""), "{'name':'New'}", "If-Match", tag);
    Reply stale = backEnd().put(path(""), "{'name':'Newer'}", "If-Match", tag);

    assertThat(rest.json().get("data")).hasSize(1);
    assertThat(List.of(renamed.status(), stale.status())).containsExactly(200, 412);
  }
}
