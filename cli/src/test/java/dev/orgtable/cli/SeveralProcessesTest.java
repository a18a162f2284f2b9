package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.embedded.LoopbackEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one table, behind DynamoDB's protocol. */
@Tag("slow")
final class SeveralProcessesTest {

  /** More than it takes a server to ask for a key again. */
  private static final long CREDENTIAL_CACHE_MILLIS = 5_100;

  @TempDir private static Path directory;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static LoopbackEndpoint engine;
  private static Program one;
  private static Program two;
  private static String key;

  @BeforeAll
  static void startTwo() throws Exception {
    engine = LoopbackEndpoint.inMemory();
    one = serve();
    two = serve();
    key = one.keys() + two.keys();
  }

  @AfterAll
  static void stopBoth() {
    two.close();
    one.close();
    engine.close();
  }

  private static Program serve(String... further) {
    String[] arguments = {
      "serve",
      "--port",
      "0",
      "--table",
      "shared",
      "--create-table",
      "--region",
      "eu-central-1",
      "--endpoint",
      engine.uri().toString()
    };
    return Program.start(
        directory, Stream.concat(Stream.of(arguments), Stream.of(further)).toArray(String[]::new));
  }

  private static HttpResponse<String> send(
      String method, String uri, String key, String body, @Nullable String idempotencyKey)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void the_first_key_is_shown_by_one_of_the_processes() {
    assertThat(key).matches("otk_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}");
  }

  @Test
  void they_share_what_was_done() throws Exception {
    String user = "{\"email\":\"ann@example.com\",\"firstName\":\"Ann\"}";

    HttpResponse<String> first = send("POST", one.uri() + "/v1/users", key, user, "a");
    HttpResponse<String> again = send("POST", two.uri() + "/v1/users", key, user, "a");
    HttpResponse<String> other = send("POST", two.uri() + "/v1/users", key, user, "b");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(other.statusCode()).isEqualTo(409);
  }

  @Test
  void a_key_that_one_of_them_revokes_is_refused_by_it_at_once_and_by_the_other_in_the_end()
      throws Exception {
    String mine = anotherKey();
    assertThat(send("GET", two.uri() + "/v1/users", mine, "", null).statusCode()).isEqualTo(200);

    HttpResponse<String> revoked =
        send("DELETE", one.uri() + "/v1/keys/" + mine.substring(4, 16), mine, "", null);
    HttpResponse<String> late = send("GET", one.uri() + "/v1/users", mine, "", null);

    assertThat(revoked.statusCode()).isEqualTo(204);
    assertThat(late.statusCode()).isEqualTo(401);
    Thread.sleep(CREDENTIAL_CACHE_MILLIS);
    assertThat(send("GET", two.uri() + "/v1/users", mine, "", null).statusCode())
        .as("after the time for which another process keeps keys")
        .isEqualTo(401);
  }

  private static String anotherKey() throws Exception {
    String body = "{\"name\":\"other\",\"scopes\":[\"admin\",\"read\"]}";
    HttpResponse<String> made = send("POST", one.uri() + "/v1/keys", key, body, null);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return made.body().replaceFirst("(?s).*(otk_[A-Za-z0-9_-]+).*", "$1");
  }

  @Test
  void a_server_that_caches_no_credentials_refuses_a_key_at_once_that_another_one_revokes()
      throws Exception {
    try (Program strict = serve("--credential-cache", "PT0S")) {
      String mine = anotherKey();
      assertThat(send("GET", strict.uri() + "/v1/users", mine, "", null).statusCode())
          .isEqualTo(200);

      send("DELETE", one.uri() + "/v1/keys/" + mine.substring(4, 16), mine, "", null);

      assertThat(send("GET", strict.uri() + "/v1/users", mine, "", null).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void a_check_from_memory_sees_changes_of_its_process_at_once_and_others_within_the_bound()
      throws Exception {
    send("PUT", one.uri() + "/v1/users/bob@example.com", key, "{\"firstName\":\"Bob\"}", null);
    String made =
        send(
                "POST",
                one.uri() + "/v1/organisations",
                key,
                "{\"name\":\"Acme\",\"owner\":\"bob@example.com\"}",
                null)
            .body();
    String id = made.replaceFirst("(?s).*\"id\":\"([^\"]+)\".*", "$1");
    String staff = "/v1/organisations/" + id + "/members/bob@example.com/groups/staff";
    String check = "/v1/check?user=bob@example.com&group=staff&organisation=" + id;

    assertThat(isAllowed(one, check + "&maxStaleness=PT1M")).isFalse();
    assertThat(send("PUT", one.uri() + staff, key, "", null).statusCode()).isEqualTo(204);
    assertThat(isAllowed(one, check + "&maxStaleness=PT1M")).isTrue();
    assertThat(send("DELETE", two.uri() + staff, key, "", null).statusCode()).isEqualTo(204);
    assertThat(isAllowed(one, check + "&maxStaleness=PT1M")).as("from memory").isTrue();
    Thread.sleep(1100);
    assertThat(isAllowed(one, check + "&maxStaleness=PT1S")).as("after the bound").isFalse();
    assertThat(isAllowed(one, check + "&maxStaleness=PT1M")).as("read anew").isFalse();
  }

  private static boolean isAllowed(Program program, String check) throws Exception {
    HttpResponse<String> answer = send("GET", program.uri() + check, key, "", null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().contains("\"allowed\":true");
  }

  @Test
  void a_table_that_is_not_there_is_told_in_one_line() throws Exception {
    try (Program program =
        Program.start(
            directory,
            "serve",
            "--table",
            "nothing",
            "--region",
            "eu-central-1",
            "--endpoint",
            engine.uri().toString())) {

      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output())
          .isEqualTo("orgtable: there is no table nothing; create it with orgtable table create\n");
    }
  }
}
