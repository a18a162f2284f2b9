package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Responses that are read too slowly. */
@Tag("slow")
final class DeparturesTest {

  private static final String FILE = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n";
  private static final long LEAST_BYTES_OF_FILE = 1_000_000;

  /** More than the socket buffers of both sides. */
  private static final int MANY = 20;

  @Test
  void the_connection_of_an_answer_that_is_not_taken_in_time_is_cut() throws Exception {
    try (TestServer server = TestServer.start();
        Peer quick = new Peer(server.uri());
        Peer slow = new Peer(server.uri());
        Peer asleep = new Peer(server.uri(), 1024)) {
      slow.send((FILE + "\r\n").repeat(MANY));
      asleep.send((FILE + "\r\n").repeat(MANY));

      assertThat(quick.send(FILE + "Connection: close\r\n\r\n").takeAll())
          .isGreaterThan(LEAST_BYTES_OF_FILE);
      for (int i = 0; i < Bodies.LONGEST.toSeconds() + 2; i++) {
        slow.take(65536);
        Thread.sleep(1000);
      }
      assertThat(slow.takeAll()).isLessThan(MANY * LEAST_BYTES_OF_FILE);
      assertThat(asleep.takeAll()).isLessThan(MANY * LEAST_BYTES_OF_FILE);
    }
  }
}
