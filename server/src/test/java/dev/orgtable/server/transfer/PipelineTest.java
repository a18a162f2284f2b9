package dev.orgtable.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** The turns of a connection whose caller pipelines requests, by a clock that stands. */
final class PipelineTest {

  private final TestClock clock = new TestClock();
  private final Pipeline pipeline = new Pipeline(clock);

  private boolean answer(int port) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemotePort(port);
    boolean waits = pipeline.count(request);
    pipeline.ended();
    return waits;
  }

  private List<Boolean> answer(int port, int requests) {
    return IntStream.range(0, requests).mapToObj(i -> answer(port)).toList();
  }

  @Test
  void a_connection_waits_from_its_fourth_request_in_a_row_on() {
    assertThat(answer(1, 5)).containsExactly(false, false, false, true, true);
  }

  @ParameterizedTest
  @CsvSource({"999999, true", "1000000, false"})
  void a_request_a_millisecond_after_the_response_is_not_pipelined(long nanos, boolean waits) {
    answer(1, 3);
    clock.advance(Duration.ofNanos(nanos));

    assertThat(answer(1)).isEqualTo(waits);
  }

  @Test
  void the_time_that_a_request_takes_is_no_pause() {
    answer(1, 3);
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemotePort(1);
    pipeline.count(request);
    clock.advance(Duration.ofSeconds(1));
    pipeline.ended();

    assertThat(answer(1)).isTrue();
  }

  @Test
  void another_connection_begins_a_turn() {
    answer(1, 3);

    assertThat(answer(2, 4)).containsExactly(false, false, false, true);
    assertThat(answer(1)).isFalse();
  }
}
