package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The port for health checks. */
@Tag("slow")
@Isolated
final class HealthPortTest {

  @Test
  void health_is_answered_there_and_nothing_else() {
    try (TestServer test = TestServer.start();
        OrgtableServer server = test.another(1_000, Map.of("orgtable.health-port", "0"))) {
      Http key = test.key(Scope.READ);
      URI health = URI.create("http://127.0.0.1:" + server.healthPort().orElseThrow());
      Http watcher = new Http(health, key.credential());

      assertThat(new Http(health, Optional.empty()).get("/health/live").status()).isEqualTo(200);
      assertThat(watcher.get("/health/ready").status()).isEqualTo(200);
      assertThat(watcher.get("/v1/users").status()).isEqualTo(404);
      assertThat(watcher.get("/console").status()).isEqualTo(404);
      assertThat(new Http(TestServer.uri(server), key.credential()).get("/v1/users").status())
          .isEqualTo(200);
    }
  }

  /** Occupies all connections of the API; the health port has its own. */
  @Test
  void health_is_answered_there_while_the_server_takes_no_connection() {
    Map<String, String> full =
        Map.of(
            "orgtable.health-port", "0",
            "server.tomcat.max-connections", "1",
            "server.tomcat.accept-count", "1");
    try (TestServer test = TestServer.start();
        OrgtableServer server = test.another(1_000, full);
        Peer first = new Peer(TestServer.uri(server));
        Peer second = new Peer(TestServer.uri(server))) {
      first.send("GET /health/live HTTP/1.1\r\n");
      second.send("GET /health/live HTTP/1.1\r\n");
      URI health = URI.create("http://127.0.0.1:" + server.healthPort().orElseThrow());

      assertThat(new Http(health, Optional.empty()).get("/health/live").status()).isEqualTo(200);
    }
  }
}
