package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C while the SMTP server sends a greeting that never ends, so that no timeout of reads ends
 * it.
 */
@Tag("slow")
final class HangingMailTest {

  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path directory;

  /** An SMTP server whose greeting has one more line every second. */
  private static final class EndlessGreeting implements AutoCloseable {

    private final ServerSocket server;
    private final CountDownLatch asked = new CountDownLatch(1);

    EndlessGreeting() throws IOException {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      new Thread(this::greet, "endless greeting").start();
    }

    private void greet() {
      try (Socket client = server.accept()) {
        asked.countDown();
        while (!server.isClosed()) {
          client.getOutputStream().write("220-wait\r\n".getBytes(StandardCharsets.US_ASCII));
          TimeUnit.SECONDS.sleep(1);
        }
      } catch (IOException e) { // The client or the test has ended.
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    int port() {
      return server.getLocalPort();
    }

    boolean isAsked() throws InterruptedException {
      return asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** Invites somebody, and returns the path of the invitation. */
  private static String invite(String uri, String key) throws Exception {
    Api.send("PUT", uri, key, "/users/ann@example.com", "{\"firstName\":\"Ann\"}");
    String organisation =
        Api.send(
                "POST",
                uri,
                key,
                "/organisations",
                "{\"name\":\"A\",\"owner\":\"ann@example.com\"}")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    String path = organisation.substring(organisation.indexOf("/organisations")) + "/invitations";
    assertThat(Api.send("POST", uri, key, path, "{\"email\":\"bob@example.com\"}").statusCode())
        .isEqualTo(201);
    return path + "/bob@example.com";
  }

  @Test
  void a_server_that_waits_for_the_mail_server_ends_and_keeps_the_mail() throws Exception {
    try (EndlessGreeting smtp = new EndlessGreeting()) {
      String key;
      String invitation;
      try (Program program = serve(smtp)) {
        key = program.keys();
        invitation = invite(program.uri(), key);
        assertThat(smtp.isAsked()).isTrue();

        program.interrupt();

        assertThat(program.exitCode()).isEqualTo(130);
        assertThat(program.output()).contains("mails may still be in progress");
      }
      try (Program again = serve(smtp)) {
        assertThat(Api.send("GET", again.uri(), key, invitation, "").body())
            .contains("\"state\":\"due\"");
      }
    }
  }

  private Program serve(EndlessGreeting smtp) {
    return Program.start(
        directory,
        "serve",
        "--port",
        "0",
        "--smtp-host",
        "127.0.0.1",
        "--smtp-port",
        Integer.toString(smtp.port()),
        "--mail-from",
        "no-reply@example.com",
        "--public-url",
        "https://orgtable.example.com");
  }
}
