package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a server is ready, as told to what runs its container. */
final class HealthCommandTest {

  private final StringWriter output = new StringWriter();

  private int ask(String url) {
    return Main.commands(Map.of())
        .setOut(new PrintWriter(output))
        .setErr(new PrintWriter(output))
        .execute("health", "--url", url);
  }

  @ParameterizedTest
  @CsvSource({"200, 0, ready", "503, 1, not ready: 503", "302, 1, not ready: 302"})
  void the_answer_of_the_server_is_the_exit_code(int status, int code, String told)
      throws IOException {
    HttpServer server = server();
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();

    int exit = ask("http://127.0.0.1:" + server.getAddress().getPort() + "/health/ready");

    server.stop(0);
    assertThat(exit).isEqualTo(code);
    assertThat(output.toString().strip()).isEqualTo(told);
  }

  @Test
  void a_server_that_does_not_answer_is_not_ready() throws IOException {
    HttpServer server = server();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/health/ready";
    server.stop(0);

    assertThat(ask(url)).isEqualTo(1);
    assertThat(output.toString()).startsWith("orgtable: " + url + " does not answer");
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }
}
