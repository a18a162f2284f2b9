package dev.orgtable.dynamodb;

import static java.util.concurrent.TimeUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** The time limits of a client, and its timers. */
final class ClientLimitsTest {

  private static final ClientOverrideConfiguration LIMITS =
      ClientLimits.of(Duration.ofSeconds(10), Duration.ofSeconds(2));

  private static ScheduledExecutorService timers() {
    return LIMITS.scheduledExecutorService().orElseThrow();
  }

  @Test
  void a_client_has_the_limits() {
    assertThat(LIMITS.apiCallTimeout()).contains(Duration.ofSeconds(10));
    assertThat(LIMITS.apiCallAttemptTimeout()).contains(Duration.ofSeconds(2));
  }

  @Test
  void the_timer_of_an_answered_request_is_removed() {
    ScheduledFuture<?> timer = timers().schedule(() -> {}, 1, HOURS);

    timer.cancel(false);

    assertThat(((ScheduledThreadPoolExecutor) timers()).getQueue()).isEmpty();
  }

  @Test
  void the_thread_keeps_no_program_from_ending() throws Exception {
    assertThat(timers().submit(() -> Thread.currentThread().isDaemon()).get()).isTrue();
    assertThat(((ScheduledThreadPoolExecutor) timers()).allowsCoreThreadTimeOut()).isTrue();
  }
}
