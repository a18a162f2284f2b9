package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.caller.Rights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Access rules of the console: every kind of caller requests every page and form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RightsOfPagesTest {

  /**
   * One letter per caller: {@code +} shown or redirected; {@code x} accepted as a form but refused
   * because it is empty or because of the state; {@code 0} not found; {@code s} redirected to
   * sign-in; {@code -} not tried, since it would invalidate other rows.
   */
  private static final String COLUMNS = "operator, owner, member, invitee, stranger, nobody";

  private static final String TABLE =
      """
      GET  /console                                                +++++s
      GET  /console/jump                                           +++++s
      GET  /console/sign-in                                        ++++++
      POST /console/sign-in                                        xxxxxx
      POST /console/sign-in/link                                   ++++++
      GET  /console/organisations                                  +0000s
      POST /console/organisations                                  xxxxxs
      GET  /console/organisations/{organisation}                   +++00s
      GET  /console/organisations/{organisation}/settings          ++000s
      POST /console/organisations/{organisation}/name              xx000s
      GET  /console/organisations/{organisation}/delete            ++000s
      POST /console/organisations/{organisation}/delete            --000s
      GET  /console/organisations/{organisation}/suspend           +0000s
      POST /console/organisations/{organisation}/suspend           -0000s
      POST /console/organisations/{organisation}/reactivate        -0000s
      GET  /console/organisations/{organisation}/history           ++000s
      POST /console/organisations/{organisation}/limit             -0000s
      GET  /console/organisations/{organisation}/members                        +++00s
      POST /console/organisations/{organisation}/members                        xx000s
      POST /console/organisations/{organisation}/members/{email}/groups         ++000s
      GET  /console/organisations/{organisation}/members/{email}/details        +0000s
      GET  /console/organisations/{organisation}/members/{email}/suspend        ++000s
      POST /console/organisations/{organisation}/members/{email}/suspend        --000s
      POST /console/organisations/{organisation}/members/{email}/reactivate     --000s
      GET  /console/organisations/{organisation}/members/{email}/remove         ++000s
      POST /console/organisations/{organisation}/members/{email}/remove         --000s
      POST /console/organisations/{organisation}/owner                          xx000s
      GET  /console/organisations/{organisation}/invitations                    ++000s
      POST /console/organisations/{organisation}/invitations                    xx000s
      GET  /console/organisations/{organisation}/invitations/{email}/resend     00000s
      POST /console/organisations/{organisation}/invitations/{email}/resend     00000s
      GET  /console/organisations/{organisation}/invitations/{email}/link       00000s
      POST /console/organisations/{organisation}/invitations/{email}/link       00000s
      GET  /console/organisations/{organisation}/invitations/{email}/revoke     00000s
      POST /console/organisations/{organisation}/invitations/{email}/revoke     ++000s
      GET  /console/organisations/{organisation}/services                       +++00s
      POST /console/organisations/{organisation}/services                       xx000s
      GET  /console/organisations/{organisation}/services/{service}             ++000s
      POST /console/organisations/{organisation}/services/{service}/name        xx000s
      GET  /console/organisations/{organisation}/services/{service}/delete      ++000s
      POST /console/organisations/{organisation}/services/{service}/delete      --000s
      GET  /console/organisations/{organisation}/groups                         +++00s
      POST /console/organisations/{organisation}/groups                         xx000s
      GET  /console/organisations/{organisation}/groups/{group}                 ++000s
      POST /console/organisations/{organisation}/groups/{group}/details         xx000s
      POST /console/organisations/{organisation}/groups/{group}/name            xx000s
      GET  /console/organisations/{organisation}/groups/{group}/delete          ++000s
      POST /console/organisations/{organisation}/groups/{group}/delete          --000s
      GET  /console/organisations/{organisation}/webhooks          ++000s
      POST /console/organisations/{organisation}/webhooks          xx000s
      GET  /console/organisations/{organisation}/webhooks/{webhook} ++000s
      POST /console/organisations/{organisation}/webhooks/{webhook}/details xx000s
      POST /console/organisations/{organisation}/webhooks/{webhook}/test ++000s
      POST /console/organisations/{organisation}/webhooks/{webhook}/deliveries/replay ++000s
      POST /console/organisations/{organisation}/webhooks/{webhook}/disable ++000s
      POST /console/organisations/{organisation}/webhooks/{webhook}/enable ++000s
      POST /console/organisations/{organisation}/webhooks/{webhook}/deliveries/{event}/replay ++000s
      GET  /console/organisations/{organisation}/webhooks/{webhook}/rotate ++000s
      POST /console/organisations/{organisation}/webhooks/{webhook}/rotate ++000s
      GET  /console/organisations/{organisation}/webhooks/{webhook}/delete ++000s
      POST /console/organisations/{organisation}/webhooks/{webhook}/delete --000s
      GET  /console/webhooks                                       +0000s
      POST /console/webhooks                                       x0000s
      GET  /console/webhooks/{webhook}                             +0000s
      POST /console/webhooks/{webhook}/details                     x0000s
      POST /console/webhooks/{webhook}/test                        +0000s
      POST /console/webhooks/{webhook}/deliveries/replay           +0000s
      POST /console/webhooks/{webhook}/disable                     +0000s
      POST /console/webhooks/{webhook}/enable                      +0000s
      POST /console/webhooks/{webhook}/deliveries/{event}/replay   +0000s
      GET  /console/webhooks/{webhook}/rotate                      +0000s
      POST /console/webhooks/{webhook}/rotate                      +0000s
      GET  /console/webhooks/{webhook}/delete                      +0000s
      POST /console/webhooks/{webhook}/delete                      -0000s
      GET  /console/users                                          +0000s
      POST /console/users                                          x0000s
      GET  /console/users/{email}                                  +0000s
      POST /console/users/{email}/profile                          x0000s
      POST /console/users/{email}/limit                            -0000s
      POST /console/users/{email}/email                            x0000s
      POST /console/users/{email}/accounts/{account}/unbind        +0000s
      GET  /console/users/{email}/delete                           +0000s
      POST /console/users/{email}/delete                           -0000s
      GET  /console/jobs                                           +0000s
      GET  /console/jobs/{job}                                     ++000s
      GET  /console/me                                             +++++s
      POST /console/me/profile                                     xxxxxs
      POST /console/me/email                                       00000s
      POST /console/me/invitations/{organisation}/accept           0++-0s
      GET  /console/me/invitations/{organisation}/reject           000+0s
      POST /console/me/invitations/{organisation}/reject           0xx-0s
      GET  /console/me/organisations/{organisation}/leave          0++00s
      POST /console/me/organisations/{organisation}/leave          0--00s
      GET  /invitation/brand/logo                                  000000
      GET  /invitation/brand/style.css                             000000
      GET  /invitation                                             000000
      POST /invitation/accept                                      000000
      GET  /invitation/reject                                      000000
      POST /invitation/reject                                      000000
      """;

  private final Scene scene = new Scene();

  @AfterAll
  void close() {
    scene.close();
  }

  private Map<String, BrowserSession> callers() {
    Map<String, BrowserSession> callers = new LinkedHashMap<>();
    callers.put("operator", signedIn(TestServer.OPERATOR));
    callers.put("owner", signedIn(Scene.OWNER));
    callers.put("member", signedIn(Scene.MEMBER));
    callers.put("invitee", signedIn(Scene.INVITEE));
    callers.put("stranger", signedIn(Scene.STRANGER));
    BrowserSession nobody = new BrowserSession(scene.server().uri());
    nobody.get("/console/sign-in");
    callers.put("nobody", nobody);
    return callers;
  }

  private BrowserSession signedIn(EmailAddress user) {
    scene.server().issuer().signIn().as(user);
    return new BrowserSession(scene.server().uri()).signIn();
  }

  @Test
  void every_page_and_form_has_its_row() {
    Set<String> rows =
        TABLE
            .lines()
            .map(line -> line.split("\\s+", 3))
            .map(row -> row[0] + " " + row[1])
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows).isEqualTo(new TreeSet<>(Rights.console().keySet()));
  }

  @Test
  void every_caller_may_do_what_the_table_says_and_nothing_else() {
    Map<String, BrowserSession> callers = callers();
    List<String> wrong = new ArrayList<>();

    for (String line : TABLE.lines().toList()) {
      String[] row = line.split("\\s+", 3);
      int column = 0;
      for (Map.Entry<String, BrowserSession> caller : callers.entrySet()) {
        char expected = row[2].charAt(column++);
        if (expected != '-') {
          attempt(row[0], row[1], caller, expected, wrong);
        }
      }
    }

    assertThat(wrong).as(COLUMNS).isEmpty();
  }

  @Test
  void a_person_sees_the_own_page_and_neither_moves_nor_deletes_itself() {
    BrowserSession owner = signedIn(Scene.OWNER);
    String self = "/console/users/" + Scene.OWNER;

    assertThat(owner.get(self).statusCode()).isEqualTo(200);
    assertThat(owner.get(self + "/delete").statusCode()).isEqualTo(404);
    assertThat(owner.post(self + "/delete", Map.of()).statusCode()).isEqualTo(404);
    assertThat(owner.post(self + "/email", Map.of("email", "x@b.co")).statusCode()).isEqualTo(404);
  }

  @Test
  void no_page_and_no_form_takes_a_parameter_of_a_query_that_it_does_not_know() {
    BrowserSession operator = signedIn(TestServer.OPERATOR);
    operator.get("/console/organisations");
    List<String> taken = new ArrayList<>();

    for (String line : TABLE.lines().toList()) {
      String[] row = line.split("\\s+", 3);
      String path = path(row[1]) + "?groups=x";
      var answer = row[0].equals("GET") ? operator.get(path) : operator.post(path, Map.of());
      if (answer.statusCode() != 400) {
        taken.add(row[0] + " " + row[1]);
      }
    }

    assertThat(taken).containsExactlyInAnyOrder("GET /console/sign-in", "GET /invitation");
  }

  /** Fields of a valid form: it is refused because of its CSRF token, not its content. */
  private static final Map<String, String> FILLED =
      Map.ofEntries(
          Map.entry("name", "Forged"),
          Map.entry("owner", Scene.STRANGER.value()),
          Map.entry("email", "forged@example.com"),
          Map.entry("emails", "forged@example.com"),
          Map.entry("firstName", "Forged"),
          Map.entry("group", "forged"),
          Map.entry("has", "forged"),
          Map.entry("from", Scene.OWNER.value()),
          Map.entry("to", Scene.MEMBER.value()),
          Map.entry("sure", "yes"),
          Map.entry("revision", "1"));

  @Test
  void a_form_without_its_token_or_with_that_of_another_session_changes_nothing() {
    Map<String, BrowserSession> callers = callers();
    BrowserSession operator = signedIn(TestServer.OPERATOR);
    String foreign = operator.token();
    List<String> wrong = new ArrayList<>();
    endDeliveries();
    TableCopy before = TableCopy.of(scene.server());

    Stream<String> ofTable =
        TABLE.lines().filter(row -> row.startsWith("POST")).map(row -> row.split("\\s+", 3)[1]);

    for (String pattern : Stream.concat(ofTable, Stream.of("/console/sign-out")).toList()) {
      String path = path(pattern);
      for (Map.Entry<String, BrowserSession> caller : callers.entrySet()) {
        for (String token : List.of("", "forged", foreign)) {
          int status = caller.getValue().post(path, filled(path), token).statusCode();
          if (status != 403) {
            wrong.add(path + " by " + caller.getKey() + " with '" + token + "': " + status);
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(before.differences(TableCopy.of(scene.server()))).isEmpty();
    assertThat(Objects.requireNonNull(callers.get("operator")).get("/console/users").statusCode())
        .isEqualTo(200);
  }

  /** The worker of the server would repeat what other tests have had delivered again. */
  private void endDeliveries() {
    for (Map<String, AttributeValue> key : TableCopy.of(scene.server()).items().keySet()) {
      if (Objects.requireNonNull(key.get("id")).s().startsWith("deliveries/")) {
        scene
            .server()
            .client()
            .deleteItem(delete -> delete.tableName(scene.server().table()).key(key));
      }
    }
  }

  private Map<String, String> filled(String path) {
    Map<String, String> fields = new LinkedHashMap<>(FILLED);
    fields.put("token", path.startsWith("/invitation") ? scene.token() : "x");
    return fields;
  }

  private String path(String pattern) {
    return pattern
        .replace("{webhook}", pattern.contains("{org") ? scene.webhook() : scene.tableWebhook())
        .replace("{event}", Scene.EVENT)
        .replace("{organisation}", Scene.ACME.value())
        .replace("{email}", Scene.ANOTHER_MEMBER.value())
        .replace("{account}", "0".repeat(64))
        .replace("{service}", Scene.BILLING.value())
        .replace("{group}", Scene.READERS.name().value())
        .replace("{job}", Scene.JOB);
  }

  private void attempt(
      String method,
      String pattern,
      Map.Entry<String, BrowserSession> caller,
      char expected,
      List<String> wrong) {
    String path = path(pattern);
    BrowserSession session = caller.getValue();
    var answer = method.equals("GET") ? session.get(path) : session.post(path, Map.of());
    char got = letter(answer.statusCode(), answer.headers().firstValue("Location").orElse(""));
    if (got != expected) {
      wrong.add(method + " " + pattern + " by " + caller.getKey() + ": " + answer.statusCode());
    }
  }

  private static char letter(int status, String location) {
    if (location.endsWith("/console/sign-in")) {
      return 's';
    }
    return switch (status) {
      case 200, 302, 303 -> '+';
      case 403, 409, 412, 422 -> 'x';
      case 404 -> '0';
      default -> '?';
    };
  }
}
