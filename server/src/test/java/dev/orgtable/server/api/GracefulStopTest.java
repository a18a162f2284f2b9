package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.OrgtableServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A graceful shutdown completes the requests in flight. */
@Tag("slow")
final class GracefulStopTest extends ApiTest {

  private static final int LONG_ENOUGH_TO_ARRIVE = 500;

  @Test
  void a_request_in_flight_is_answered() throws Exception {
    OrgtableServer server = server().another(1000);
    String body = "{\"email\":\"" + ann + "\",\"firstName\":\"Late\"}";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = socket.getOutputStream();
      write(out, head(body.length()) + body.substring(0, 10));
      Thread.sleep(LONG_ENOUGH_TO_ARRIVE);

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
      Thread.sleep(LONG_ENOUGH_TO_ARRIVE);
      write(out, body.substring(10));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 201 ");
      stopped.get();
    }
    assertThat(backEnd().get("/v1/users/" + ann).text("firstName")).isEqualTo("Late");
  }

  private static String head(int length) {
    return String.join(
        "\r\n",
        "POST /v1/users HTTP/1.1",
        "Host: localhost",
        "Authorization: Bearer " + backEnd().credential().orElseThrow(),
        "Content-Type: application/json",
        "Content-Length: " + length,
        "",
        "");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
