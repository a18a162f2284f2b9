package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A proxy of the environment, which would connect to any address, gets no request. */
@Isolated
final class ProxiesTest extends SenderTest {

  private static final List<String> PROPERTIES =
      List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts");

  private final Map<String, @Nullable String> before = new HashMap<>();

  ProxiesTest() {
    PROPERTIES.forEach(name -> before.put(name, System.getProperty(name)));
  }

  @AfterEach
  void restore() {
    before.forEach(ProxiesTest::set);
  }

  private static void set(String name, @Nullable String value) {
    var unused = value == null ? System.clearProperty(name) : System.setProperty(name, value);
  }

  @Test
  void a_proxy_of_the_environment_is_not_used() throws Exception {
    try (RawReceiver receiver = RawReceiver.answering(OK);
        RawReceiver proxy = RawReceiver.answering(OK)) {
      set("http.proxyHost", "127.0.0.1");
      set("http.proxyPort", Integer.toString(proxy.port()));
      set("http.nonProxyHosts", "");
      try (HttpSender own = sender(true, LONG)) {

        assertThat(send(own, receiver.url(), List.of(SECRET)).isAccepted()).isTrue();
      }

      assertThat(receiver.requests()).hasSize(1);
      assertThat(proxy.connections()).isZero();
    }
  }
}
