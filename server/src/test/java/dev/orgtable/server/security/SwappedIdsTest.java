package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The owner of acme uses ids of beta wherever an id can occur: the response is the same as for a
 * missing id, and beta is unchanged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwappedIdsTest {

  /** Requests under acme that name a service, a member or an invitee of beta. */
  private static final List<String> REQUESTS =
      """
      GET    /v1/organisations/acme/services/vault
      PUT    /v1/organisations/acme/services/vault {'name':'Other'}
      DELETE /v1/organisations/acme/services/vault
      PUT    /v1/organisations/acme/services/vault/members/max%40example.com/groups/editors
      DELETE /v1/organisations/acme/services/vault/members/max%40example.com/groups/editors
      PUT    /v1/organisations/acme/services/vault/members/bert%40example.com/groups/editors
      DELETE /v1/organisations/acme/services/vault/members/bert%40example.com/groups/editors
      GET    /v1/organisations/acme/members?group=editors&service=vault
      GET    /v1/organisations/acme/groups/depot
      DELETE /v1/organisations/acme/groups/depot
      POST   /v1/organisations/acme/groups/depot/rename {'name':'store'}
      GET    /v1/organisations/acme/members/bert%40example.com
      DELETE /v1/organisations/acme/members/bert%40example.com
      PUT    /v1/organisations/acme/members/bert%40example.com/groups/readers
      DELETE /v1/organisations/acme/members/bert%40example.com/groups/readers
      PATCH  /v1/organisations/acme/members/bert%40example.com/groups {'remove':{'groups':['readers']}}
      PATCH  /v1/organisations/acme/members/max%40example.com/groups {'add':{'services':{'vault':['editors']}}}
      PATCH  /v1/organisations/acme/members/max%40example.com/groups {'remove':{'services':{'vault':['editors']}}}
      PUT    /v1/organisations/acme/members/bert%40example.com/profile {'firstName':'Other'}
      POST   /v1/organisations/acme/members/bert%40example.com/suspend
      POST   /v1/organisations/acme/members/bert%40example.com/reactivate
      POST   /v1/organisations/acme/owners/transfer {'from':'olga@example.com','to':'bert@example.com'}
      POST   /v1/organisations/acme/owners/transfer {'from':'bert@example.com','to':'max@example.com'}
      POST   /v1/organisations/acme/invitations {'email':'new@example.com','services':{'vault':['editors']}}
      POST   /v1/organisations/acme/invitations {'email':'bert@example.com','groups':['readers']}
      POST   /v1/organisations/acme/invitations/batch {'emails':['bert@example.com','bibi@example.com']}
      POST   /v1/organisations/acme/invitations/batch {'emails':['new@example.com'],'services':{'vault':['editors']}}
      GET    /v1/organisations/acme/invitations/bibi%40example.com
      DELETE /v1/organisations/acme/invitations/bibi%40example.com
      POST   /v1/organisations/acme/invitations/bibi%40example.com/resend
      GET    /v1/check?user=bert%40example.com&organisation=acme&group=readers
      GET    /v1/check?user=max%40example.com&organisation=acme&group=editors&service=vault
      GET    /v1/check?user=bert%40example.com&organisation=beta&group=readers
      GET    /v1/check?user=bert%40example.com&organisation=beta&permission=read
      GET    /v1/check?user=olga%40example.com&organisation=beta
      POST   /v1/check {'questions':[{'user':'bert@example.com','organisation':'beta'}]}
      POST   /v1/check {'questions':[{'user':'bert@example.com','organisation':'beta','service':'vault','group':'editors'},{'user':'olga@example.com','organisation':'acme'}]}
      POST   /access/v1/evaluation {'subject':{'type':'user','id':'bert@example.com'},'action':{'name':'member'},'resource':{'type':'organisation','id':'beta'}}
      POST   /access/v1/evaluation {'subject':{'type':'user','id':'bert@example.com'},'action':{'name':'in:editors'},'resource':{'type':'service','id':'beta/vault'}}
      POST   /access/v1/evaluation {'subject':{'type':'user','id':'max@example.com'},'action':{'name':'in:editors'},'resource':{'type':'service','id':'acme/vault'}}
      POST   /access/v1/evaluations {'evaluations':[{'subject':{'type':'user','id':'bert@example.com'},'action':{'name':'member'},'resource':{'type':'organisation','id':'beta'}},{'subject':{'type':'user','id':'olga@example.com'},'action':{'name':'member'},'resource':{'type':'organisation','id':'acme'}}]}
      POST   /access/v1/search/subject {'subject':{'type':'user'},'action':{'name':'member'},'resource':{'type':'organisation','id':'beta'}}
      POST   /access/v1/search/subject {'subject':{'type':'user'},'action':{'name':'in:editors'},'resource':{'type':'service','id':'acme/vault'}}
      POST   /access/v1/search/resource {'subject':{'type':'user','id':'bert@example.com'},'action':{'name':'member'},'resource':{'type':'organisation'}}
      POST   /access/v1/search/action {'subject':{'type':'user','id':'bert@example.com'},'resource':{'type':'organisation','id':'beta'}}
      POST   /access/v1/search/action {'subject':{'type':'user','id':'max@example.com'},'resource':{'type':'service','id':'acme/vault'}}
      GET    /v1/users/olga%40example.com/claims?organisation=beta
      GET    /v1/users/bert%40example.com/claims?organisation=acme
      POST   /v1/users/olga%40example.com/invitations/beta/accept
      POST   /v1/users/olga%40example.com/invitations/beta/reject
      POST   /v1/users/bibi%40example.com/invitations/beta/accept
      POST   /v1/organisations {'name':'Other','owner':'bea@example.com'}
      """
          .lines()
          .toList();

  /** An id of beta, and a missing one of the same length. */
  private static final Map<String, String> SWAPPED =
      Map.of(
          "vault", "0ault",
          "depot", "0epot",
          "bert%40", "0ert%40",
          "bert@", "0ert@",
          "bibi%40", "0ibi%40",
          "bibi@", "0ibi@",
          "beta", "0eta",
          "bea@", "0ea@");

  private static final List<String> LISTS =
      List.of(
          "/v1/organisations/acme/members",
          "/v1/organisations/acme/members?group=readers",
          "/v1/organisations/acme/services",
          "/v1/organisations/acme/groups",
          "/v1/organisations/acme/invitations",
          "/v1/users/olga%40example.com/organisations",
          "/v1/users/olga%40example.com/invitations");

  private final Scene scene = new Scene();
  private final Http owner = scene.server().person(Scene.OWNER);

  @AfterAll
  void close() {
    scene.close();
  }

  @Test
  void an_id_of_another_organisation_is_the_id_of_nothing() {
    TableCopy before = TableCopy.of(scene.server());
    List<String> wrong = new ArrayList<>();

    for (String request : REQUESTS) {
      Reply reply = send(request);
      TableCopy after = TableCopy.of(scene.server());
      before.restore(scene.server());
      String absent = Attempt.whole(send(swapped(request)));
      before.restore(scene.server());

      if (!timeless(swapped(Attempt.whole(reply))).equals(timeless(absent))) {
        wrong.add(request + ": " + reply + " unlike " + absent);
      }
      if (before.differences(after).stream().anyMatch(key -> key.toString().contains("beta"))) {
        wrong.add(request + " changed beta");
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static String swapped(String text) {
    String all = text;
    for (Map.Entry<String, String> each : SWAPPED.entrySet()) {
      all = all.replace(each.getKey(), each.getValue());
    }
    return all;
  }

  private static String timeless(String answer) {
    return answer
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]*Z", "a time")
        .replaceAll("oti_[A-Za-z0-9_-]{43}", "a token")
        .replaceAll("etag=\\[\"[0-9]+\"\\]", "a tag");
  }

  /** What a request costs depends on when this server last read the roles. */
  private Reply send(String request) {
    scene.readRoles();
    String[] parts = request.split(" +", 3);
    return owner.send(parts[0], parts[1], parts.length < 3 ? "" : parts[2].replace('\'', '"'));
  }

  @Test
  void a_cursor_of_another_list_is_no_cursor() {
    Map<String, String> cursors = cursorsOfBeta();
    List<String> wrong = new ArrayList<>();

    for (String list : LISTS) {
      String path = list + (list.contains("?") ? "&" : "?") + "cursor=";
      String none = Attempt.whole(owner.get(path + "abc"));
      assertThat(none).startsWith("400").contains("invalid_request");
      cursors.forEach(
          (from, cursor) -> {
            Reply reply = owner.get(path + cursor);
            if (!Attempt.whole(reply).equals(none)) {
              wrong.add(from + " at " + list + ": " + reply);
            }
          });
    }

    assertThat(wrong).isEmpty();
  }

  /** Returns cursors of each list of beta, and of global lists. */
  private Map<String, String> cursorsOfBeta() {
    Http key = scene.server().key(Scope.values());
    scene.server().orgtable().services().create(Scene.BETA, "Second");
    scene.server().orgtable().invitations().invite(Scene.STRANGER, Scene.BETA, Set.of());
    Map<String, String> cursors = new LinkedHashMap<>();
    for (String list :
        List.of(
            "/v1/organisations/beta/members",
            "/v1/organisations/beta/members?group=readers",
            "/v1/organisations/beta/services",
            "/v1/organisations/beta/groups",
            "/v1/organisations/beta/invitations",
            "/v1/users/bea%40example.com/organisations",
            "/v1/users/sten%40example.com/invitations",
            "/v1/organisations",
            "/v1/users",
            "/v1/keys")) {
      String cursor = key.get(list + (list.contains("?") ? "&" : "?") + "limit=1").text("next");
      if (!cursor.isEmpty()) {
        cursors.put(list, cursor);
      }
    }
    assertThat(cursors).hasSizeGreaterThan(6);
    return cursors;
  }

  @Test
  void a_cursor_made_by_hand_to_point_at_another_organisation_is_no_cursor() {
    scene.server().orgtable().services().create(Scene.ACME, "Second");
    String list = "/v1/organisations/acme/services";
    String cursor = owner.get(list + "?limit=1").text("next");
    Reply none = owner.get(list + "?cursor=abc");

    Reply forged = owner.get(list + "?cursor=" + pointedAtBeta(cursor));

    assertThat(Attempt.whole(forged)).isEqualTo(Attempt.whole(none));
  }

  /** Returns a cursor with beta's key and a valid checksum. */
  private static String pointedAtBeta(String cursor) {
    String[] fields =
        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\n", -1);
    String partition = URLDecoder.decode(fields[0], StandardCharsets.UTF_8);
    String rng = URLDecoder.decode(fields[1], StandardCharsets.UTF_8);
    String place = fields[0] + "\n" + fields[1] + "\n" + fields[2];
    for (int end = 0; end <= rng.length(); end++) {
      String list = "services\n" + partition + "\n" + rng.substring(0, end) + "\n";
      if (sum(list + place).equals(fields[3])) {
        String other = place.replace("acme", "beta");
        String forged = other + "\n" + sum(list + other);
        return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(forged.getBytes(StandardCharsets.UTF_8));
      }
    }
    throw new AssertionError("a cursor is no longer made like this");
  }

  private static String sum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
