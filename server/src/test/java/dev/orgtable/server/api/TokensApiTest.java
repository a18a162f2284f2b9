package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invitation tokens over HTTP: the holder may accept or reject. */
final class TokensApiTest extends ApiTest {

  private static final String KEY = "Idempotency-Key";
  private static final String FORM = "oti_[A-Za-z0-9_-]{43}";
  private static final String DETAILS = "/v1/invitations/details";
  private static final String ACCEPT = "/v1/invitations/accept";
  private static final String REJECT = "/v1/invitations/reject";
  private static final int TOO_MANY = 429;

  @BeforeEach
  void ann_owns_acme() {
    annOwnsAcme();
  }

  private String invite(String email) {
    return backEnd()
        .post(path("/invitations"), "{'email':'" + email + "','groups':['staff']}")
        .text("token");
  }

  private static Reply send(String path, String token) {
    return server().anybody().post(path, "{'token':'" + token + "'}");
  }

  @Test
  void a_holder_accepts_without_a_credential_and_repeating_it_answers_the_same() {
    String token = invite(bob);

    Reply first = send(ACCEPT, token);
    Reply second = send(ACCEPT, token);

    assertThat(first.status()).as("%s", first).isEqualTo(200);
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
    assertThat(first.json().propertyNames())
        .containsExactlyInAnyOrder(
            "organisation", "email", "acceptedAt", "suspendedAt", "groups", "services");
    assertThat(first.text("organisation")).isEqualTo(acme);
    assertThat(first.text("email")).isEqualTo(bob);
    assertThat(first.json().at("/groups/0").asString()).isEqualTo("staff");
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(backEnd().get(path("/members/" + bob)).status()).isEqualTo(200);
  }

  @Test
  void a_holder_is_told_what_the_invitation_is_about_and_nothing_changes() {
    String token =
        backEnd()
            .post(
                path("/invitations"),
                "{'email':'" + bob + "','groups':['staff'],'invitedBy':'Ann'}")
            .text("token");
    String ofNew = invite("new." + bob);

    Reply first = send(DETAILS, token);
    Reply second = send(DETAILS, token);

    assertThat(first.status()).as("%s", first).isEqualTo(200);
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
    assertThat(first.json().propertyNames())
        .containsExactlyInAnyOrder(
            "organisation",
            "name",
            "email",
            "isUser",
            "groups",
            "services",
            "invitedBy",
            "invitedAt",
            "expiresAt");
    assertThat(first.text("organisation")).isEqualTo(acme);
    assertThat(first.text("name")).isEqualTo(backEnd().get(path("")).text("name"));
    assertThat(first.text("email")).isEqualTo(bob);
    assertThat(first.text("invitedBy")).isEqualTo("Ann");
    assertThat(first.json().at("/groups/0").asString()).isEqualTo("staff");
    assertThat(first.text("expiresAt"))
        .isEqualTo(backEnd().get(path("/invitations/" + bob)).text("expiresAt"));
    assertThat(first.json().get("isUser").asBoolean()).isTrue();
    assertThat(send(DETAILS, ofNew).json().get("isUser").asBoolean()).isFalse();
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(send(ACCEPT, token).status()).isEqualTo(200);
  }

  @Test
  void a_holder_rejects_without_a_credential_and_may_repeat_it() {
    String token = invite(bob);

    List<Integer> answers = List.of(send(REJECT, token).status(), send(REJECT, token).status());

    assertThat(answers).containsOnly(204);
    assertThat(backEnd().get(path("/invitations/" + bob)).status()).isEqualTo(404);
  }

  @Test
  void an_invitee_without_a_user_must_give_a_name() {
    String token = invite("new." + bob);
    Reply refused = send(ACCEPT, token);

    Reply accepted =
        server()
            .anybody()
            .post(ACCEPT, "{'token':'" + token + "','firstName':'New','phone':'112'}");

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("firstName");
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(200);
    assertThat(backEnd().get("/v1/users/new." + bob).text("firstName")).isEqualTo("New");
    assertThat(backEnd().get(path("/members/new." + bob)).text("phone")).isEqualTo("112");
  }

  @Test
  void a_token_is_shown_by_what_sends_it_and_by_nothing_else() {
    Reply batch =
        backEnd().post(path("/invitations/batch"), "{'emails':['a." + bob + "','" + ann + "']}");
    String first = invite(bob);

    Reply resent = backEnd().post(path("/invitations/" + bob + "/resend"), "");

    assertThat(first).matches(FORM);
    assertThat(batch.json().at("/data/0/invitation/token").asString()).matches(FORM);
    assertThat(batch.json().at("/data/1/invitation").isNull()).isTrue();
    assertThat(batch.header("Cache-Control")).isEqualTo("no-store");
    assertThat(resent.text("token")).matches(FORM).isNotEqualTo(first);
    assertThat(resent.header("Cache-Control")).isEqualTo("no-store");
    assertThat(
            List.of(path("/invitations"), path("/invitations/" + bob), "/v1/users/" + bob).stream()
                .map(path -> backEnd().get(path).response().body()))
        .noneMatch(body -> body.contains("oti_"));
  }

  @Test
  void an_owner_gets_the_token_too() {
    Reply invited =
        server().person(EmailAddress.of(ann)).post(path("/invitations"), "{'email':'" + bob + "'}");

    assertThat(invited.text("token")).matches(FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {DETAILS, ACCEPT, REJECT})
  void all_unknown_tokens_get_the_same_response_and_other_texts_are_told_the_form(String path) {
    String good = invite(bob);
    String old = oldToken();
    List<String> none =
        List.of("", "x", "oti_", good + "x", "oti_" + "a".repeat(43), "oti_YS9i.x", old);

    List<String> answers =
        none.stream().map(token -> send(path, token).response().body()).distinct().toList();

    assertThat(answers)
        .containsExactly(
            unknown(path, "; a token begins with oti_ and has 47 characters"), unknown(path, ""));
    assertThat(send(path, "oti_" + "a".repeat(43)).response().body()).isEqualTo(unknown(path, ""));
    assertThat(send(path, good).status()).isLessThan(300);
  }

  private static String unknown(String path, String hint) {
    return ("{'detail':'the token does not belong to an invitation"
            + hint
            + "','instance':'"
            + path
            + "','status':404,'title':'There is no such open invitation',"
            + "'type':'urn:orgtable:problem:invitation_not_found',"
            + "'code':'invitation_not_found'}")
        .replace('\'', '"');
  }

  /** Returns a genuine token of an invitation that ended more than 30 days ago. */
  private String oldToken() {
    return sentBefore(Duration.ofDays(32));
  }

  private String sentBefore(Duration ago) {
    var then =
        server()
            .orgtable(Settings.DEFAULT.withClock(Clock.offset(Clock.systemUTC(), ago.negated())));
    EmailAddress invitee = EmailAddress.of("old." + bob);
    return then.invitations()
        .issueToken(
            then.invitations()
                .invite(invitee, OrganisationId.of(acme), Set.of(), "", Duration.ofDays(1)));
  }

  @Test
  void a_closed_token_tells_its_holder_how_it_ended() {
    String replaced = invite(bob);
    String accepted = backEnd().post(path("/invitations/" + bob + "/resend"), "").text("token");
    Reply ofReplaced = send(ACCEPT, replaced);
    String shown = send(DETAILS, replaced).text("detail");
    send(ACCEPT, accepted);
    String revoked = invite("new." + bob);
    backEnd().delete(path("/invitations/new." + bob));

    Reply ofRevoked = send(ACCEPT, revoked);
    Reply ofAccepted = send(REJECT, accepted);
    Reply ofExpired = send(ACCEPT, sentBefore(Duration.ofDays(2)));

    assertThat(List.of(ofReplaced, ofRevoked, ofAccepted))
        .extracting(reply -> reply.text("detail"))
        .containsExactly(
            shown, send(DETAILS, revoked).text("detail"), send(DETAILS, accepted).text("detail"));
    assertThat(List.of(ofReplaced, ofRevoked, ofAccepted))
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).as("%s", reply).isEqualTo(409);
              assertThat(reply.text("code")).isEqualTo("invitation_not_open");
            })
        .satisfies(
            replies -> {
              assertThat(replies.get(0).text("detail")).contains("a newer link was sent");
              assertThat(replies.get(1).text("detail")).contains("ask for a new invitation");
              assertThat(replies.get(2).text("detail")).endsWith("the invitee is a member");
            })
        .extracting(reply -> reply.text("ended"))
        .containsExactly("replaced", "ended", "accepted");
    assertThat(ofExpired.status()).isEqualTo(409);
    assertThat(ofExpired.text("detail")).contains("to resend it");
    assertThat(ofExpired.text("code")).isEqualTo("invitation_expired");
  }

  @Test
  void the_same_request_again_is_told_the_invitation_and_the_link_stays_good() {
    String body = "{'email':'" + bob + "'}";
    String first = backEnd().post(path("/invitations"), body, KEY, "key-" + acme).text("token");

    Reply again = backEnd().post(path("/invitations"), body, KEY, "key-" + acme);

    assertThat(first).matches(FORM);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().get("token").isNull()).isTrue();
    assertThat(send(ACCEPT, first).status()).isEqualTo(200);
  }

  @Test
  void no_token_is_kept_with_a_receipt() {
    String token =
        backEnd()
            .post(path("/invitations"), "{'email':'" + bob + "'}", KEY, "key-" + acme)
            .text("token");

    boolean kept =
        server()
            .client()
            .scanPaginator(scan -> scan.tableName(server().table()).consistentRead(true))
            .items()
            .stream()
            .anyMatch(item -> item.toString().contains(token.substring(token.indexOf('.') + 1)));

    assertThat(kept).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "details | {}                              | token",
        "details | {'token':'x','firstName':'F'}   | firstName",
        "accept | {}                               | token",
        "reject | {}                               | token",
        "accept | {'token':null}                   | token",
        "reject | {'token':['x']}                  | token",
        "accept | {'token':'x','lastName':'L'}     | firstName",
        "accept | {'token':'x','firstName':' '}    | firstName",
        "accept | {'token':'x','email':'a@b.co'}   | email",
        "reject | {'token':'x','firstName':'F'}    | firstName"
      })
  void bad_input_is_refused_by_its_field(String operation, String body, String field) {
    Reply refused = server().anybody().post("/v1/invitations/" + operation, body);

    assertThat(refused.status()).as("%s", refused).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer x", "Bearer otk_abcdefghijkl_x", "Basic YTpi", "Bearer ", "x"})
  void an_invalid_credential_is_refused_even_with_a_valid_token(String credential) {
    String token = invite(bob);

    Reply refused =
        server().anybody().post(ACCEPT, "{'token':'" + token + "'}", "Authorization", credential);

    assertThat(refused.status()).as("%s", refused).isEqualTo(401);
    assertThat(backEnd().get(path("/invitations/" + bob)).status()).isEqualTo(200);
  }

  @Test
  void another_person_who_holds_the_token_may_accept_for_the_address() {
    String token = invite(bob);
    Http other = server().person(EmailAddress.of(ann));

    Reply accepted = other.post(ACCEPT, "{'token':'" + token + "'}");

    assertThat(accepted.text("email")).isEqualTo(bob);
  }

  @Test
  void guessing_is_stopped_for_the_address_and_not_for_who_has_a_credential() {
    try (TestServer strict = TestServer.start()) {
      String guess = "{'token':'oti_" + "a".repeat(43) + "'}";
      Http keyed = strict.key(Scope.READ);
      strict.anybody().get("/docs");

      List<Integer> answers =
          IntStream.range(0, 70)
              .map(i -> strict.anybody().post(i % 2 == 0 ? ACCEPT : REJECT, guess).status())
              .boxed()
              .toList();

      Reply last = strict.anybody().post("/v1/invitations/%61ccept", guess);
      assertThat(answers.subList(0, 60)).containsOnly(404);
      assertThat(answers).endsWith(TOO_MANY);
      assertThat(last.status()).isEqualTo(TOO_MANY);
      assertThat(last.text("code")).isEqualTo("too_many_requests");
      assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
      assertThat(strict.anybody().get("/v1/openapi.json").status()).isEqualTo(200);
      assertThat(keyed.post(ACCEPT, guess).status()).isEqualTo(404);
    }
  }

  @Test
  void good_tokens_are_not_counted_as_guesses() {
    String token = invite(bob);

    List<Integer> answers =
        IntStream.range(0, 70).map(i -> send(ACCEPT, token).status()).boxed().toList();

    assertThat(answers).containsOnly(200);
  }

  @Test
  void a_get_changes_nothing() {
    String token = invite(bob);

    Reply got = server().anybody().get(ACCEPT + "?token=" + token);

    assertThat(got.status()).isEqualTo(401);
    assertThat(backEnd().get(path("/invitations/" + bob)).status()).isEqualTo(200);
  }
}
