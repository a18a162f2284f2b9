package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No encoding of a path gives additional rights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PathTricksTest {

  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 405);

  /** Encodings of the path of acme and of paths below it. */
  private static final List<String> ACME =
      List.of(
          "/v1/organisations/acme",
          "/v1/organisations/acme/",
          "/v1/organisations//acme",
          "//v1/organisations/acme",
          "/v1//organisations/acme",
          "/v1/organisations/acme;x=y",
          "/v1/organisations;x=y/acme",
          "/v1/organisations/acme;/members",
          "/v1/organisations/;/acme",
          "/v1/organisations/%61cme",
          "/v1/organisations/acme%2F",
          "/v1/organisations/acme%2Fmembers",
          "/v1/organisations/acme%00",
          "/v1/organisations/acme%20",
          "/v1/organisations/acme.",
          "/v1/organisations/acme.json",
          "/v1/organisations/beta/../acme",
          "/v1/organisations/beta/%2e%2e/acme",
          "/v1/organisations/beta%2F..%2Facme",
          "/v1/organisations/beta/..;/acme",
          "/v1/organisations/beta/%2e%2e%2facme/members",
          "/v1/organisations/beta%252F..%252Facme",
          "/v1/organisations/./acme",
          "/v1/organisations/%2e/acme",
          "/v1/organisations/beta/..%5cacme",
          "/v1/openapi.json/../organisations/acme",
          "/v1/openapi.json/%2e%2e/organisations/acme",
          "/v1/openapi.json/..;/organisations/acme",
          "/docs/../v1/organisations/acme",
          "/docs/%2e%2e/v1/organisations/acme",
          "/docs/..;/v1/organisations/acme",
          "/docs/..%2fv1/organisations/acme",
          "/health/live/../../v1/organisations/acme",
          "/health;/../v1/organisations/acme",
          "/V1/organisations/acme",
          "/v1/Organisations/acme",
          "/v1/organisations/acme/members/",
          "/v1/organisations/acme//members",
          "/v1/organisations/acme/members;a=b",
          "/v1/organisations/acme/members/zoe%40example.com/",
          "/v1/organisations/acme/members/sten%40example.com/../zoe%40example.com",
          "/v1/organisations/acme/members/zoe@example.com%2F..%2Fsten%40example.com",
          "/v1/organisations/acme/members/sten%40example.com;zoe%40example.com",
          "/v1/organisations/acme/%6dembers",
          "/v1/organisations/acme?organisation=beta",
          "/v1/organisations/beta?organisation=acme&id=acme",
          "/error",
          "/metrics",
          "/metrics/",
          "/metrics;x",
          "/actuator",
          "/actuator/env",
          "/env",
          "/beans",
          "/heapdump");

  /** Encodings of the address of zoe, and near misses. */
  private static final List<String> ZOE =
      List.of(
          "zoe@example.com",
          "zoe%40example.com",
          "ZOE@EXAMPLE.COM",
          "Zoe%40Example.Com",
          "zoe%2540example.com",
          "zoe@example.com.",
          "zoe@example.com%20",
          "%20zoe@example.com",
          "zoe@example.com%09",
          "zoe@example.com%00",
          "zoe@example.com;x=y",
          "zoe@example.com/",
          "zoe@example.com%2F",
          "%7Aoe@example.com",
          "zoe@ex%61mple.com",
          "zo%65%CC%81@example.com",
          "%EF%BD%9Aoe@example.com",
          "zoe%EF%BC%A0example.com",
          "zoe@%EF%BD%85xample.com",
          "zoe@example%E3%80%82com",
          "zoe@ex%C2%ADample.com",
          "%22zoe%22@example.com",
          "sten@example.com,zoe@example.com",
          "sten@example.com%0Azoe@example.com",
          "sten@example.com/../zoe@example.com",
          "sten@example.com%2F..%2Fzoe@example.com",
          "sten@example.com/..;/zoe@example.com");

  private static final List<Map.Entry<String, String>> OVERRIDES =
      List.of(
          Map.entry("X-HTTP-Method-Override", "DELETE"),
          Map.entry("X-HTTP-Method", "DELETE"),
          Map.entry("X-Method-Override", "DELETE"),
          Map.entry("X-Original-URL", "/v1/organisations/acme"),
          Map.entry("X-Rewrite-URL", "/v1/organisations/acme"),
          Map.entry("X-Forwarded-Prefix", "/v1/organisations/acme"),
          Map.entry("X-Forwarded-For", "127.0.0.1"),
          Map.entry("X-Forwarded-User", "olga@example.com"),
          Map.entry("X-Remote-User", "olga@example.com"),
          Map.entry("Forwarded", "for=127.0.0.1;host=localhost"));

  private final Scene scene = new Scene();
  private final TableCopy before = TableCopy.of(scene.server());
  private final Http stranger = scene.server().person(Scene.STRANGER);
  private final List<String> wrong = new ArrayList<>();

  @AfterAll
  void close() {
    scene.close();
  }

  @Test
  void no_way_to_write_a_path_lets_a_stranger_in() {
    for (String path : ACME) {
      for (String method : List.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "POST")) {
        refused(method, path, stranger.send(method, path, ""));
      }
    }

    nothing_was_wrong();
  }

  @Test
  void no_way_to_write_a_path_does_without_a_credential() {
    for (String path : ACME) {
      refused("GET", path, scene.server().anybody().get(path));
    }

    nothing_was_wrong();
  }

  @Test
  void no_way_to_write_an_address_is_that_of_another_person() {
    for (String zoe : ZOE) {
      for (String end : List.of("", "/details", "/organisations", "/invitations", "/claims")) {
        refused("GET", zoe + end, stranger.get("/v1/users/" + zoe + end));
      }
      String body = "{'firstName':'Other'}";
      refused("PUT", zoe, stranger.put("/v1/users/" + zoe, body));
      refused("PATCH", zoe, stranger.patch("/v1/users/" + zoe, body));
      refused("DELETE", zoe, stranger.delete("/v1/users/" + zoe));
    }

    nothing_was_wrong();
  }

  @Test
  void every_spelling_of_its_own_address_is_the_person() {
    Http zoe = scene.server().person(Scene.ANOTHER_MEMBER);

    for (String own : List.of("ZOE@EXAMPLE.COM", "zoe%40example.com", "%7Aoe@example.com")) {
      assertThat(zoe.get("/v1/users/" + own).text("email")).isEqualTo("zoe@example.com");
    }
  }

  @Test
  void no_header_makes_a_request_another_one() {
    Http member = scene.server().person(Scene.MEMBER);
    for (Map.Entry<String, String> header : OVERRIDES) {
      String name = header.getKey();
      String value = header.getValue();
      Reply get = stranger.send("GET", "/v1/organisations/acme", "", name, value);
      refused(name + " GET", value, get);
      Reply post = member.send("POST", "/v1/organisations/acme", "", name, value);
      refused(name + " POST", value, post);
      Reply other = stranger.send("GET", "/v1/users/sten@example.com", "", name, value);
      assertThat(other.text("email")).isEqualTo("sten@example.com");
    }
    refused("_method", "POST", member.post("/v1/organisations/acme?_method=DELETE", "{}"));
    for (String method : List.of("OPTIONS", "TRACE", "PROPFIND", "COPY")) {
      Reply reply = stranger.send(method, "/v1/organisations/acme", "");
      assertThat(reply.response().body()).doesNotContain("Organisation acme");
    }

    nothing_was_wrong();
  }

  private void refused(String what, String path, Reply reply) {
    String body = reply.response().body();
    if (!REFUSALS.contains(reply.status()) || body.contains("Organisation acme")) {
      wrong.add(what + " " + path + ": " + reply);
    }
  }

  private void nothing_was_wrong() {
    assertThat(wrong).isEmpty();
    assertThat(before.differences(TableCopy.of(scene.server()))).isEmpty();
  }
}
