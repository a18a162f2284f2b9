package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many callers that connect at the same moment. */
@Tag("slow")
final class ManyConnectionsTest {

  private static final int CALLERS = 600;
  private static final int SECONDS = 10;
  private static final Path LIMIT = Path.of("/proc/sys/net/core/somaxconn");

  /** Returns the kernel's limit of such a queue; 0 on other systems than Linux. */
  private static int limit() throws IOException {
    return Files.exists(LIMIT) ? Integer.parseInt(Files.readAllLines(LIMIT).get(0)) : 0;
  }

  /**
   * The server accepts one connection, and the kernel queues the others. One that found the queue
   * full looks connected as well, and is reset some seconds later.
   */
  @Test
  void callers_who_wait_to_be_accepted_are_not_reset() throws Exception {
    assumeThat(limit()).isGreaterThan(CALLERS);
    List<Socket> callers = new ArrayList<>();
    try (TestServer test = TestServer.start();
        OrgtableServer server = test.another(1_000, Map.of("server.tomcat.max-connections", "1"))) {
      for (int i = 0; i < CALLERS; i++) {
        Socket caller = new Socket();
        callers.add(caller);
        caller.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      }

      assertThatCode(() -> sendSlowly(callers)).doesNotThrowAnyException();
    } finally {
      for (Socket caller : callers) {
        caller.close();
      }
    }
  }

  private static void sendSlowly(List<Socket> callers) throws Exception {
    for (int second = 0; second < SECONDS; second++) {
      Thread.sleep(1_000);
      for (Socket caller : callers) {
        caller.getOutputStream().write('G');
      }
    }
  }
}
