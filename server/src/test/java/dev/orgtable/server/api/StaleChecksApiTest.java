package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks with a bound of staleness over HTTP. */
final class StaleChecksApiTest extends ApiTest {

  private static final String BOUND = "&maxStaleness=PT1M";

  @BeforeEach
  void bob_is_in_acme() {
    annOwnsAcme();
    bobIsIn(Group.of("staff"));
  }

  private String ofBob() {
    return "/v1/check?user=" + bob + "&organisation=" + acme;
  }

  private boolean isMember(Http caller, String bound) {
    return caller.get(ofBob() + bound).json().path("member").asBoolean();
  }

  @Test
  void the_second_check_costs_nothing_but_the_key_and_tells_so() {
    Reply first = backEnd().get(ofBob() + BOUND);
    Reply second = backEnd().get(ofBob() + "&group=staff" + BOUND);
    Reply without = backEnd().get(ofBob());

    assertThat(first.header("Orgtable-Cost")).isEqualTo("requests=2, read=3, write=0");
    assertThat(second.json().path("allowed").asBoolean()).isTrue();
    assertThat(second.header("Orgtable-Cost")).isEqualTo("requests=1, read=1, write=0, cached=1");
    assertThat(without.header("Orgtable-Cost")).isEqualTo("requests=2, read=3, write=0");
  }

  @Test
  void a_change_by_this_server_is_seen_at_once() {
    boolean before = isMember(backEnd(), BOUND);

    backEnd().delete(path("/members/" + bob));

    assertThat(before).isTrue();
    assertThat(isMember(backEnd(), BOUND)).isFalse();
  }

  @Test
  void a_change_by_another_server_is_seen_after_the_bound() throws InterruptedException {
    try (OrgtableServer other = server().another(Duration.ZERO)) {
      Http through = new Http(TestServer.uri(other), backEnd().credential());
      isMember(backEnd(), BOUND);
      through.delete(path("/members/" + bob));

      boolean within = isMember(backEnd(), BOUND);
      Thread.sleep(1000);

      assertThat(within).isTrue();
      assertThat(isMember(backEnd(), "&maxStaleness=PT1S")).isFalse();
    }
  }

  @Test
  void a_batch_takes_a_bound_for_all_of_its_checks() {
    String body =
        "{'maxStaleness':'PT1M','questions':[{'user':'"
            + bob
            + "','organisation':'"
            + acme
            + "'},{'user':'"
            + ann
            + "','organisation':'"
            + acme
            + "','group':'owner'}]}";
    backEnd().get(ofBob() + BOUND);

    Reply first = backEnd().post("/v1/check", body);
    Reply again = backEnd().post("/v1/check", body);

    assertThat(first.header("Orgtable-Cost")).isEqualTo("requests=2, read=3, write=0, cached=1");
    assertThat(again.header("Orgtable-Cost")).isEqualTo("requests=1, read=1, write=0, cached=2");
    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void a_person_who_was_removed_elsewhere_sees_nothing_whatever_the_bound() {
    Http caller = server().person(EmailAddress.of(bob));
    String ofAnn = "/v1/check?user=" + ann + "&organisation=" + acme + BOUND;
    Reply before = caller.get(ofAnn);

    store().memberships().remove(EmailAddress.of(bob), OrganisationId.of(acme));

    assertThat(before.json().path("member").asBoolean()).isTrue();
    assertThat(caller.get(ofAnn).json().path("member").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2s", "2", "", "PT61S", "P1D", "PT-1S", "pt2s", "PT0.5S"})
  void a_bound_that_is_invalid_or_over_a_minute_is_refused(String bound) {
    Reply ofOne = backEnd().get(ofBob() + "&maxStaleness=" + bound);
    Reply ofMany =
        backEnd()
            .post(
                "/v1/check",
                "{'maxStaleness':'"
                    + bound
                    + "','questions':[{'user':'a@b.c','organisation':'o'}]}");

    assertThat(ofOne.status()).isEqualTo(ofMany.status()).isEqualTo(400);
    assertThat(List.of(ofOne, ofMany))
        .allSatisfy(reply -> assertThat(reply.toString()).contains("\"field\":\"maxStaleness\""));
  }
}
