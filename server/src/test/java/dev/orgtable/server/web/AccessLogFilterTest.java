package dev.orgtable.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.orgtable.server.settings.ConsoleSettings;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.testkit.TestClock;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The duration of a request in the access log, by a clock that stands. */
@Isolated
final class AccessLogFilterTest {

  private final TestClock clock = new TestClock();
  private final AccessLogFilter filter =
      new AccessLogFilter(
          new ServerSettings("table", InetAddress.getLoopbackAddress(), 0, Optional.empty(), 1)
              .withConsole(ConsoleSettings.CLOSED.withClock(clock)));

  @Test
  void the_duration_is_in_whole_milliseconds_from_request_to_response()
      throws ServletException, IOException {
    Logger log = (Logger) LoggerFactory.getLogger("dev.orgtable.access");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setLevel(Level.INFO);
    try {
      filter.doFilter(
          new MockHttpServletRequest("GET", "/v1/users"),
          new MockHttpServletResponse(),
          (request, response) -> clock.advance(Duration.ofNanos(1_234_999_999)));
    } finally {
      log.setLevel(null);
      log.detachAppender(lines);
    }

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getFormattedMessage()).isEqualTo("GET - 200 in 1234 ms");
    assertThat(lines.list.get(0).getKeyValuePairs()).contains(new KeyValuePair("millis", 1234L));
  }
}
