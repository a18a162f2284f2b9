package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.server.Raw;
import dev.orgtable.server.problem.Code;
import dev.orgtable.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random mutations of the path, query, headers and body of requests to all operations never cause
 * an internal error. A failure prints the seed; {@code -Dorgtable.seed} reproduces it.
 */
@Tag("slow")
final class RequestsAtRandomTest extends ApiTest {

  private static final int REQUESTS = 3000;
  private static final Charset UTF = StandardCharsets.UTF_8;
  private static final Set<String> CODES =
      Stream.of(Code.values())
          .filter(code -> code.status().is4xxClientError())
          .map(Code::text)
          .collect(Collectors.toSet());
  private static final String[] PIECES = {
    "%",
    "%00",
    "%zz",
    "%2F",
    "%5C",
    "%FF",
    "%F0%9F%98%80",
    "/",
    "//",
    "..",
    ";",
    "?",
    "&",
    "=",
    "#",
    "+",
    " ",
    "\t",
    "\u0000",
    "\u007f",
    "ü",
    "\ud83d\ude00",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "-1",
    "1e999",
    "@",
    "*",
    "<",
    "|",
    "\u202e",
    "999999999999999999999"
  };

  private static final String WEBHOOK = "0123456789abcdef";
  private static final String EVENT = "01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13";
  private static final String REPLAY = "/deliveries/replay";

  private String token = "";

  @BeforeEach
  void acme_has_a_member_and_a_service() {
    annOwnsAcme();
    backEnd().put(path("/services/crm"), "{'name':'CRM'}");
    backEnd().put(path("/groups/sales"), "{'label':'Sales'}");
    bobIsIn(Group.of("staff"));
    token = backEnd().post(path("/invitations"), "{'email':'e." + bob + "'}").text("token");
  }

  /** The method, path and body of each operation. */
  private List<String[]> operations() {
    String user = "/v1/users/" + bob;
    String groups = "{'groups':['a','b'],'services':{'crm':['c']}}";
    String offer = "'groups':['a'],'services':{'crm':['b']},'invitedBy':'x','expiresIn':'P1D'}";
    String question = "{'user':'" + bob + "','organisation':'" + acme + "','group':'a'}";
    String subject = "'subject':{'type':'user','id':'" + bob + "'},";
    String action = "'action':{'name':'in:staff'},";
    String resource = "'resource':{'type':'organisation','id':'" + acme + "'}";
    String page = ",'page':{'limit':1,'token':'1.0.00000000000000000000000000000000.a'}}";
    return List.of(
        request("GET", "/v1/users?prefix=a&limit=2", ""),
        request("POST", "/v1/users", "{'email':'c@b.co','firstName':'A','phone':'1'}"),
        request("GET", user, ""),
        request("PUT", user, "{'firstName':'A','lastName':'B'}"),
        request("PATCH", user, "{'phone':'2'}"),
        request("DELETE", "/v1/users/c@b.co", ""),
        request("GET", user + "/details", ""),
        request("GET", user + "/organisations?limit=1", ""),
        request("GET", user + "/invitations?limit=1&cursor=abc", ""),
        request("GET", user + "/claims?organisation=" + acme, ""),
        request("GET", user + "/events?limit=1", ""),
        request("GET", path("/past?at=2026-11-27T20:15:30Z"), ""),
        request(
            "GET", path("/events?order=asc&settled=false&types=member.added&actor=api_key"), ""),
        request("GET", "/v1/events?after=01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13", ""),
        request("GET", user + "/facts", ""),
        request("PATCH", user + "/facts", "{'externalId':'x','metadata':{'a':'b','c':null}}"),
        request("GET", user + "/organisation-limit", ""),
        request("PUT", user + "/organisation-limit", "{'limit':1000}"),
        request("DELETE", user + "/organisation-limit", ""),
        request("GET", path("/facts"), ""),
        request("PATCH", path("/facts"), "{'metadata':{'a':'b'}}"),
        request("GET", path("/seats"), ""),
        request("PUT", path("/seats/limit"), "{'limit':5}"),
        request("DELETE", path("/seats/limit"), ""),
        request("GET", path("/members/" + bob + "/facts"), ""),
        request("PATCH", path("/members/" + bob + "/facts"), "{'metadata':{'a':null}}"),
        request("POST", "/v1/users/c@b.co/email", "{'email':'d@b.co'}"),
        request("POST", "/v1/users/c@b.co/invitations/" + acme + "/accept", ""),
        request("POST", "/v1/users/c@b.co/invitations/" + acme + "/reject", ""),
        request("GET", "/v1/organisations?prefix=a&limit=2", ""),
        request("POST", "/v1/organisations", "{'name':'N','owner':'" + bob + "'}"),
        request("GET", path(""), ""),
        request("PUT", path(""), "{'name':'N'}"),
        request("PATCH", path(""), "{'name':'M'}"),
        request("GET", path("/details"), ""),
        request("POST", path("/members/batch"), "{'members':[{'email':'" + bob + "'}]}"),
        request("PUT", path("/members/" + bob + "/profile"), "{'firstName':'F'}"),
        request("POST", path("/members/" + bob + "/suspend"), ""),
        request("POST", path("/members/" + bob + "/reactivate"), ""),
        request("POST", path("/suspend"), ""),
        request("POST", path("/reactivate"), ""),
        request("POST", path("/owners/transfer"), "{'from':'c@b.co','to':'" + bob + "'}"),
        request("GET", path("/members?group=a&service=crm"), ""),
        request("GET", path("/members/" + bob), ""),
        request("DELETE", path("/members/c@b.co"), ""),
        request("PATCH", path("/members/" + bob + "/groups"), "{'add':" + groups + "}"),
        request("PUT", path("/members/" + bob + "/groups/g"), ""),
        request("DELETE", path("/members/" + bob + "/groups/g"), ""),
        request("GET", path("/services?limit=3"), ""),
        request("POST", path("/services"), "{'name':'S'}"),
        request("POST", "/v1/invitations/details", "{'token':'" + token + "'}"),
        request("POST", "/v1/invitations/accept", "{'token':'" + token + "','firstName':'F'}"),
        request("POST", "/v1/invitations/reject", "{'token':'" + token + "'}"),
        request("GET", path("/groups?limit=3"), ""),
        request("POST", path("/groups"), "{'name':'s','label':'S','externalId':'x','roles':[]}"),
        request("GET", path("/groups/sales"), ""),
        request("PUT", path("/groups/sales"), "{'label':'S','description':'D','externalId':'y'}"),
        request("POST", path("/groups/sales/rename"), "{'name':'t'}"),
        request("DELETE", path("/groups/sales"), ""),
        request("GET", path("/services/crm"), ""),
        request("PUT", path("/services/crm"), "{'name':'S'}"),
        request("PUT", path("/services/crm/members/" + bob + "/groups/g"), ""),
        request("DELETE", path("/services/crm/members/" + bob + "/groups/g"), ""),
        request("GET", path("/invitations?limit=1"), ""),
        request("POST", path("/invitations"), "{'email':'c@b.co'," + offer),
        request("POST", path("/invitations/batch"), "{'emails':['d@b.co','e@b.co']," + offer),
        request("GET", path("/invitations/c@b.co"), ""),
        request("DELETE", path("/invitations/c@b.co"), ""),
        request("POST", path("/invitations/c@b.co/resend"), ""),
        request("GET", "/v1/check?user=" + bob + "&organisation=" + acme + "&group=a", ""),
        request("POST", "/v1/check", "{'questions':[" + question + "]}"),
        request("POST", "/access/v1/evaluation", "{" + subject + action + resource + "}"),
        request(
            "POST",
            "/access/v1/evaluations",
            "{" + subject + action + "'evaluations':[{" + resource + "},{}]}"),
        request("POST", "/access/v1/search/subject", "{" + subject + action + resource + page),
        request("POST", "/access/v1/search/resource", "{" + subject + action + resource + page),
        request("POST", "/access/v1/search/action", "{" + subject + resource + page),
        request("GET", path("/webhooks"), ""),
        request("POST", path("/webhooks"), "{'url':'x://127.0.0.1:9/','types':['user.created']}"),
        request("GET", path("/webhooks/" + WEBHOOK), ""),
        request("PATCH", path("/webhooks/" + WEBHOOK), "{'description':'D','enabled':false}"),
        request("DELETE", path("/webhooks/" + WEBHOOK), ""),
        request("POST", path("/webhooks/" + WEBHOOK + "/rotate"), ""),
        request("POST", path("/webhooks/" + WEBHOOK + "/test"), ""),
        request("GET", path("/webhooks/" + WEBHOOK + "/deliveries?limit=1"), ""),
        request("POST", path("/webhooks/" + WEBHOOK + REPLAY), "{'since':'2026-11-27T20:15:30Z'}"),
        request("POST", path("/webhooks/" + WEBHOOK + "/deliveries/" + EVENT + "/replay"), ""),
        request("GET", "/v1/webhooks", ""),
        request("POST", "/v1/webhooks", "{'url':'x://127.0.0.1:9/','description':'D'}"),
        request("GET", "/v1/webhooks/" + WEBHOOK, ""),
        request("PATCH", "/v1/webhooks/" + WEBHOOK, "{'url':'http://127.0.0.1:9/'}"),
        request("DELETE", "/v1/webhooks/" + WEBHOOK, ""),
        request("POST", "/v1/webhooks/" + WEBHOOK + "/rotate", ""),
        request("POST", "/v1/webhooks/" + WEBHOOK + "/test", ""),
        request("GET", "/v1/webhooks/" + WEBHOOK + "/deliveries?cursor=" + EVENT, ""),
        request("POST", "/v1/webhooks/" + WEBHOOK + REPLAY, "{'since':'2026-11-27T20:15:30Z'}"),
        request("POST", "/v1/webhooks/" + WEBHOOK + "/deliveries/" + EVENT + "/replay", ""),
        request("GET", "/v1/keys?limit=1", ""),
        request("POST", "/v1/keys", "{'name':'k','scopes':['read'],'expiresIn':'P1D'}"),
        request("DELETE", "/v1/keys/abcdefghijkl", ""));
  }

  private static String[] request(String method, String path, String body) {
    return new String[] {method, path, body.replace('\'', '"')};
  }

  @Test
  void no_request_fails_the_server() {
    Random random = Seed.random();
    List<String[]> operations = operations();
    for (int i = 0; i < REQUESTS; i++) {
      String[] request = operations.get(random.nextInt(operations.size()));
      String target = random.nextBoolean() ? altered(request[1], random) : request[1];
      byte[] body = random.nextBoolean() ? bytes(request[2], random) : request[2].getBytes(UTF);
      String[] lines = lines(request[0] + " " + target + " HTTP/1.1", random);

      Raw answer = Raw.send(backEnd(), body, lines);

      holds(
          answer,
          isPage(target),
          "%s, request %d: %s %s: %s"
              .formatted(Seed.option(), i, List.of(lines), new String(body, UTF), answer));
    }
  }

  /** Returns whether an altered target may have become that of a page, which answers with one. */
  private static boolean isPage(String target) {
    return target.startsWith("/invitation") || target.startsWith("/console");
  }

  private static void holds(Raw answer, boolean page, String what) {
    assertThat(answer.status()).as(what).isBetween(200, 499);
    assertThat(answer.header("Orgtable-Cost")).as(what).startsWith("requests=");
    if (answer.status() >= 400 && !page) {
      assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
      assertThat(CODES).as(what).contains(answer.code());
    }
  }

  private static String[] lines(String start, Random random) {
    List<String> lines = new ArrayList<>(List.of(start));
    lines.add(
        random.nextInt(20) == 0
            ? "Content-Type: " + altered("application/json;charset=utf-8", random)
            : "Content-Type: application/json");
    for (String header :
        List.of(
            "If-Match: \"1\"",
            "If-None-Match: \"1\"",
            "Idempotency-Key: k",
            "Accept: application/json",
            "Range: bytes=0-1",
            "Origin: http://example.com",
            "Cookie: a=b",
            "Content-Encoding: gzip")) {
      if (random.nextInt(10) == 0) {
        int colon = header.indexOf(' ') + 1;
        lines.add(
            header.substring(0, colon)
                + altered(header.substring(colon), random).replaceAll("[\r\n]", ""));
      }
    }
    return lines.toArray(String[]::new);
  }

  private static String altered(String text, Random random) {
    StringBuilder altered = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = altered.length() == 0 ? 0 : random.nextInt(altered.length());
      switch (random.nextInt(4)) {
        case 0 -> altered.delete(at, Math.min(altered.length(), at + 1 + random.nextInt(3)));
        case 1 -> altered.append(altered.substring(at));
        default -> altered.insert(at, PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return altered.toString();
  }

  /** Mutates characters, and sometimes bytes within them. */
  private static byte[] bytes(String body, Random random) {
    byte[] altered = altered(body, random).getBytes(UTF);
    if (altered.length > 0 && random.nextInt(5) == 0) {
      altered[random.nextInt(altered.length)] = (byte) random.nextInt();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(altered);
    if (random.nextInt(200) == 0) {
      out.writeBytes(new byte[70_000]);
    }
    return out.toByteArray();
  }
}
