package dev.orgtable.server.console.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.console.panel.RequestLog.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last action in a few words. */
final class RequestLogTest {

  private static final Request READ = new Request("GetItem", List.of("user/ann user"), "1 R, 0 W");
  private static final Request WRITE = new Request("PutItem", List.of("user/ann user"), "0 R, 1 W");

  @Test
  void the_last_write_is_named_with_the_units_of_all_requests() {
    assertThat(new RequestLog(List.of(WRITE, READ), 0, "1 R, 1 W").summary())
        .isEqualTo("PutItem · 1 R · 1 W");
  }

  @Test
  void an_action_that_wrote_nothing_names_its_last_request() {
    assertThat(new RequestLog(List.of(READ), 0, "1 R, 0 W").summary())
        .isEqualTo("GetItem · 1 R · 0 W");
  }

  @Test
  void an_action_without_requests_has_no_words() {
    assertThat(new RequestLog(List.of(), 0, "0 R, 0 W").summary()).isEmpty();
  }
}
