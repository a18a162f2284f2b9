package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Behaviour when the disk is full, simulated by the operating system's file size limit, which needs
 * no privileges.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class FullDiskTest {

  private static final int MEMBERS = 20;
  private static final int MOST_WRITES = 1900;

  @TempDir private Path directory;

  private static HttpResponse<String> get(String uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
  }

  /** Creates an organisation with members, and returns its path. */
  private static String organisation(String uri, String key) throws Exception {
    StringJoiner others = new StringJoiner(",", "{\"members\":[", "]}");
    for (int user = 0; user < MEMBERS; user++) {
      String email = "u" + user + "@example.com";
      Api.send("PUT", uri, key, "/users/" + email, "{\"firstName\":\"U\"}");
      if (user > 0) {
        others.add("{\"email\":\"" + email + "\"}");
      }
    }
    String made =
        Api.send(
                "POST", uri, key, "/organisations", "{\"name\":\"A\",\"owner\":\"u0@example.com\"}")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    String path = made.substring(made.indexOf("/organisations"));
    assertThat(Api.send("POST", uri, key, path + "/members/batch", others.toString()).statusCode())
        .isEqualTo(204);
    return path;
  }

  /** A write of which each fills the disk a little more. */
  private enum Write {
    SINGLE {
      @Override
      HttpResponse<String> send(String uri, String key, String organisation, int number)
          throws Exception {
        String group = "g".repeat(90) + number;
        String member = "/members/u" + number % MEMBERS + "@example.com/groups/" + group;
        return Api.send("PUT", uri, key, organisation + member, "");
      }
    },
    TRANSACTION {
      @Override
      HttpResponse<String> send(String uri, String key, String organisation, int number)
          throws Exception {
        String user = "/users/more" + number + "@example.com";
        return Api.send("PUT", uri, key, user, "{\"firstName\":\"" + "M".repeat(90) + "\"}");
      }
    };

    abstract HttpResponse<String> send(String uri, String key, String organisation, int number)
        throws Exception;
  }

  @ParameterizedTest
  @EnumSource(Write.class)
  void a_server_that_cannot_write_says_so_is_not_ready_and_goes_on_once_there_is_room(Write write)
      throws Exception {
    try (Program program =
        Program.start(directory, "serve", "--engine", "dynamodb-local", "--port", "0")) {
      String uri = program.uri();
      String key = program.keys();
      String organisation = organisation(uri, key);
      program.limitFiles("150000");
      int refused = 0;
      HttpResponse<String> answer = write.send(uri, key, organisation, refused);
      while (answer.statusCode() / 100 == 2 && refused < MOST_WRITES) {
        answer = write.send(uri, key, organisation, ++refused);
      }
      int readyWhileFull = get(uri + "/health/ready").statusCode();
      program.limitFiles("unlimited");
      int readyAgain = get(uri + "/health/ready").statusCode();

      int written = write.send(uri, key, organisation, refused).statusCode();

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("the engine cannot write").contains("nothing was changed");
      assertThat(readyWhileFull).isEqualTo(503);
      assertThat(readyAgain).isEqualTo(200);
      assertThat(written / 100).isEqualTo(2);
    }
  }

  @Test
  void an_export_that_does_not_fit_says_so_and_leaves_no_file_that_looks_whole()
      throws IOException, InterruptedException {
    Path file = directory.resolve("one.jsonl");
    try (Tools tools = new Tools()) {
      tools.run(tools.on("one", "table", "create"));
      tools.run(tools.on("one", "demo", "--users", "300", "--organisations", "30"));
      String[] export = tools.on("one", "table", "export", file.toString());
      try (Program program = Program.startWithin(directory, "ulimit -S -f 60", export)) {

        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.output())
            .contains(file + ".part: cannot write: ")
            .contains("continue with --resume")
            .hasLineCount(1);
      }
      assertThat(Files.exists(file)).isFalse();
      int resumed = tools.run(tools.on("one", "table", "export", file.toString(), "--resume"));
      assertThat(resumed).as(tools.err()).isZero();
      assertThat(Files.readAllLines(file)).hasSize(tools.all("one").size());
    }
  }
}
