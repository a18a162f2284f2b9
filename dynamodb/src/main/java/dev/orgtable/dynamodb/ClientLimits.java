package dev.orgtable.dynamodb;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * The time limits of a client. The SDK starts a timer for each of them with each request, and by
 * default leaves it in a queue until it expires, although the request has long been answered: each
 * then wakes a thread, which cost a twelfth of a server's processor time.
 */
public final class ClientLimits {

  private static final int IDLE_SECONDS = 10;

  private ClientLimits() {}

  /**
   * Returns a configuration with time limits, for one client. Timers of answered requests are
   * removed. Their thread is a daemon, and ends 10 seconds after the last request.
   *
   * @param call the time limit of one request with the SDK's retries
   * @param attempt the time limit of one attempt
   */
  public static ClientOverrideConfiguration of(Duration call, Duration attempt) {
    return ClientOverrideConfiguration.builder()
        .apiCallTimeout(call)
        .apiCallAttemptTimeout(attempt)
        .scheduledExecutorService(timers())
        .build();
  }

  private static ScheduledThreadPoolExecutor timers() {
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "orgtable-time-limits");
              thread.setDaemon(true);
              return thread;
            });
    timers.setRemoveOnCancelPolicy(true);
    timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timers.allowCoreThreadTimeOut(true);
    return timers;
  }
}
