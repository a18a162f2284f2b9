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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one table, behind DynamoDB's protocol. */
@Tag("slow")
final class SeveralProcessesTest {

  /** More than it takes a server to ask for a key again. */
  private static final int TRIES = 240;

  @TempDir private Path directory;

  private Program serve(LoopbackEndpoint engine) {
    return Program.start(
        directory,
        "serve",
        "--port",
        "0",
        "--table",
        "shared",
        "--create-table",
        "--region",
        "eu-central-1",
        "--endpoint",
        engine.uri().toString());
  }

  private static HttpResponse<String> send(
      String method, String uri, String key, String body, String idempotencyKey)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void they_share_keys_and_what_was_done_and_one_of_them_shows_the_first_key() throws Exception {
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory();
        Program one = serve(engine);
        Program two = serve(engine)) {
      String key = one.keys() + two.keys();
      assertThat(key).matches("otk_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}");
      String service = "{\"email\":\"ann@example.com\",\"firstName\":\"Ann\"}";

      HttpResponse<String> first = send("POST", one.uri() + "/v1/users", key, service, "a");
      HttpResponse<String> again = send("POST", two.uri() + "/v1/users", key, service, "a");
      HttpResponse<String> other = send("POST", two.uri() + "/v1/users", key, service, "b");
      HttpResponse<String> revoked =
          send("DELETE", one.uri() + "/v1/keys/" + key.substring(4, 16), key, "", "c");
      HttpResponse<String> late = send("GET", one.uri() + "/v1/users", key, "", "d");

      assertThat(first.statusCode()).isEqualTo(201);
      assertThat(again.statusCode()).isEqualTo(201);
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(other.statusCode()).isEqualTo(409);
      assertThat(revoked.statusCode()).isEqualTo(204);
      assertThat(late.statusCode()).isEqualTo(401);
      assertThat(isRefusedInTheEnd(two.uri() + "/v1/users", key)).isTrue();
    }
  }

  /** Another process accepts a revoked key for the time that it keeps keys. */
  private static boolean isRefusedInTheEnd(String uri, String key) throws Exception {
    int status = 200;
    for (int i = 0; i < TRIES && status != 401; i++) {
      Thread.sleep(250);
      status = send("GET", uri, key, "", "d").statusCode();
    }
    return status == 401;
  }

  @Test
  void a_table_that_is_not_there_is_told_in_one_line() throws Exception {
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory();
        Program program =
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
