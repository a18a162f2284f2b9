package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Behind a trusted proxy, incomplete requests are counted per original caller. */
@Tag("slow")
@Isolated
final class TransfersBehindProxyTest {

  /** More than one address may have. */
  private static final int MANY = 120;

  /** How many transfers of one address stay. */
  private static final int MOST = 100;

  /** Less than the time that a body has. */
  private static final int TRIES = 400;

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

  /** Returns those that have a response, once as many have one as must. */
  private static List<Peer> answered(List<Peer> many) throws InterruptedException {
    List<Peer> answered = List.of();
    for (int i = 0; i < TRIES && answered.size() < MANY - MOST; i++) {
      Thread.sleep(10);
      answered = many.stream().filter(Peer::isAnswered).toList();
    }
    return answered;
  }

  @Test
  void a_caller_does_not_push_out_another_of_the_same_proxy() throws InterruptedException {
    List<Peer> many = new ArrayList<>();
    try (TestServer test = TestServer.start();
        OrgtableServer server = test.another(1_000_000, TRUSTED);
        Peer first = new Peer(TestServer.uri(server))) {
      first.send(begin("203.0.113.7"));
      for (int i = 0; i < MANY; i++) {
        many.add(new Peer(TestServer.uri(server)).send(begin("203.0.113.8")));
      }

      // Requests that arrive at once may be begun in any order.
      List<Peer> refused = answered(many);
      assertThat(refused)
          .hasSize(MANY - MOST)
          .allSatisfy(peer -> assertThat(peer.read()).startsWith("HTTP/1.1 429"));
      assertThat(first.send("}").read()).startsWith("HTTP/1.1 401");
      many.removeAll(refused);
      refused.forEach(Peer::close);
      assertThat(many.get(0).send("}").read()).startsWith("HTTP/1.1 401");
    } finally {
      many.forEach(Peer::close);
    }
  }
}
