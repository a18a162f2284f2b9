package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The serve command, started as a person does. */
@Tag("slow")
final class ServeTest {

  @TempDir private Path directory;

  private static int get(String uri, String key) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri)).header("Authorization", "Bearer " + key).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void the_first_start_makes_the_directory_and_shows_a_key_that_later_starts_take()
      throws Exception {
    String key;
    try (Program first = Program.start(directory, "serve", "--port", "0")) {
      key = first.keys();
      assertThat(get(first.uri() + "/v1/users", key)).isEqualTo(200);
      first.interrupt();
    }

    try (Program second = Program.start(directory, "serve", "--port", "0")) {
      assertThat(second.keys()).isEmpty();
      assertThat(get(second.uri() + "/v1/users", key)).isEqualTo(200);
    }

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("data"))))
        .isEqualTo("rwx------");
  }

  @Test
  void the_start_prints_a_link_that_signs_an_operator_in_to_the_console() throws Exception {
    try (Program program = Program.start(directory, "serve", "--memory", "--port", "0")) {
      String link = program.console();

      String page =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString())
              .body();

      assertThat(page).contains("Sign in as an operator");
    }
  }

  @Test
  void a_directory_is_served_by_one_process_at_a_time() throws Exception {
    try (Program first = Program.start(directory, "serve", "--port", "0");
        Program second = afterStartOf(first)) {

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output()).startsWith("orgtable: ").contains("data").hasLineCount(1);
    }
  }

  private Program afterStartOf(Program first) throws InterruptedException {
    first.keys();
    return Program.start(directory, "serve", "--port", "0");
  }

  @Test
  void a_port_in_use_is_told_in_one_line() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        Program program =
            Program.start(directory, "serve", "--memory", "--port", "" + taken.getLocalPort())) {

      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output())
          .isEqualTo(
              "orgtable: port "
                  + taken.getLocalPort()
                  + " is in use; choose another with --port\n");
    }
  }

  @Test
  void a_template_of_mails_that_does_not_work_is_told_in_one_line() throws Exception {
    Files.createDirectory(directory.resolve("templates"));
    Files.writeString(
        directory.resolve("templates/invitation.txt"), "[(${mail.link})] [(${mail.nothing})]");
    try (Program program =
        Program.start(
            directory,
            "serve",
            "--memory",
            "--port",
            "0",
            "--smtp-host",
            "localhost",
            "--mail-from",
            "no-reply@example.com",
            "--public-url",
            "https://orgtable.example.com",
            "--mail-templates",
            "templates")) {

      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output())
          .startsWith("orgtable: template invitation.txt failed")
          .hasLineCount(1);
    }
  }

  private static String rateLeft(Program program, String caller) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(program.uri() + "/console/sign-in"))
            .header("X-Forwarded-For", caller)
            .build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.discarding())
        .headers()
        .firstValue("RateLimit")
        .orElseThrow();
  }

  @Test
  void only_a_trusted_proxy_tells_who_calls() throws Exception {
    try (Program trusting =
            Program.start(
                directory,
                "serve",
                "--memory",
                "--port",
                "0",
                "--rate-limit",
                "5",
                "--trusted-proxy",
                "192.0.2.1,127.0.0.0/8");
        Program alone =
            Program.start(directory, "serve", "--memory", "--port", "0", "--rate-limit", "5")) {
      assertThat(rateLeft(trusting, "203.0.113.7")).contains("r=4");
      assertThat(rateLeft(trusting, "203.0.113.8, 192.0.2.1")).contains("r=4");
      assertThat(rateLeft(alone, "203.0.113.7")).contains("r=4");
      assertThat(rateLeft(alone, "203.0.113.8")).contains("r=3");
    }
  }

  @Test
  void a_public_url_with_a_path_is_misuse() throws Exception {
    try (Program program =
        Program.start(
            directory, "serve", "--memory", "--public-url", "https://example.com/orgtable")) {

      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).startsWith("--public-url must be a URL without a path");
    }
  }

  @Test
  void no_link_to_this_machine_is_mailed() throws Exception {
    try (Program program =
        Program.start(
            directory,
            "serve",
            "--memory",
            "--smtp-host",
            "localhost",
            "--mail-from",
            "no-reply@example.com")) {

      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).startsWith("--smtp-host needs --public-url or --invitation-url");
    }
  }

  @Test
  void a_missing_password_is_a_usage_error() throws Exception {
    try (Program program =
        Program.start(
            directory,
            "serve",
            "--memory",
            "--smtp-host",
            "localhost",
            "--mail-from",
            "no-reply@example.com",
            "--smtp-user",
            "orgtable")) {

      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.output()).startsWith("--smtp-user needs a password");
    }
  }
}
