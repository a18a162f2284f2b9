package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a server is ready, as told to what runs its container. */
final class HealthCommandTest {

  @TempDir private Path directory;

  private final StringWriter output = new StringWriter();

  private int ask(String url) {
    return ask(Map.of(), "--url", url);
  }

  private int ask(Map<String, String> environment, String... options) {
    return Main.commands(environment)
        .setOut(new PrintWriter(output))
        .setErr(new PrintWriter(output))
        .execute(Stream.concat(Stream.of("health"), Stream.of(options)).toArray(String[]::new));
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

  @Test
  void the_port_is_that_of_the_server_in_the_environment_or_its_file() throws IOException {
    Path file = Files.writeString(directory.resolve("orgtable.properties"), "health-port=1");

    assertThat(ask(Map.of(), "--config", file.toString())).isEqualTo(1);
    assertThat(output.toString()).startsWith("orgtable: http://127.0.0.1:1/health/ready does");
    output.getBuffer().setLength(0);
    assertThat(ask(Map.of("ORGTABLE_HEALTH_PORT", "2"), "--config", file.toString())).isEqualTo(1);
    assertThat(output.toString()).startsWith("orgtable: http://127.0.0.1:2/health/ready does");
    output.getBuffer().setLength(0);
    assertThat(ask(Map.of("ORGTABLE_HEALTH_PORT", "0"))).isEqualTo(2);
    assertThat(output.toString()).startsWith("--health-port must be 1 to 65535");
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }
}
