package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behind a trusted proxy, incomplete requests are counted per original caller. */
final class TransfersBehindProxyTest {

  /** More than one address may have. */
  private static final int MANY = 120;

  private static final Map<String, String> TRUSTED =
      Map.of(
          "server.forward-headers-strategy", "native",
          "server.tomcat.remoteip.remote-ip-header", "X-Forwarded-For",
          "server.tomcat.remoteip.internal-proxies", "127\\.0\\.0\\.1");

  private static String begin(String caller) {
    return "POST /v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "X-Forwarded-For: "
        + caller
        + "\r\nContent-Length: 2\r\n\r\n{";
  }

  @Test
  void one_caller_does_not_push_out_another_of_the_same_proxy() {
    List<Peer> many = new ArrayList<>();
    try (TestServer test = TestServer.start();
        OrgtableServer server = test.another(1_000_000, TRUSTED);
        Peer first = new Peer(TestServer.uri(server))) {
      first.send(begin("203.0.113.7"));
      for (int i = 0; i < MANY; i++) {
        many.add(new Peer(TestServer.uri(server)).send(begin("203.0.113.8")));
      }

      assertThat(many.get(0).read()).startsWith("HTTP/1.1 429");
      assertThat(first.send("}").read()).startsWith("HTTP/1.1 401");
      assertThat(many.get(MANY - 1).send("}").read()).startsWith("HTTP/1.1 401");
    } finally {
      many.forEach(Peer::close);
    }
  }
}
