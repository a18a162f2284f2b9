package dev.orgtable.dynamodb;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/**
 * Computes the time limits of requests. An override costs a check one twelfth more memory. Nearly
 * all requests start within the first hundredth of the deadline, and need no override if the client
 * has the same limits.
 */
final class TimeLimits {

  private static final int PERCENT = 100;

  private final Duration attempt;
  private final Duration early;
  private final @Nullable AwsRequestOverrideConfiguration earlyLimit;

  TimeLimits(DynamoDbClient client, TableSettings settings) {
    this.attempt = settings.attemptTimeout();
    this.early = settings.deadline().minus(settings.deadline().dividedBy(PERCENT));
    this.earlyLimit = hasThem(client, settings) ? null : limit(early, attempt);
  }

  /** A custom client, such as one for tests, need not expose its limits. */
  private static boolean hasThem(DynamoDbClient client, TableSettings settings) {
    try {
      @Nullable DynamoDbServiceClientConfiguration all = client.serviceClientConfiguration();
      if (all == null) {
        return false;
      }
      ClientOverrideConfiguration own = all.overrideConfiguration();
      return own.apiCallTimeout().filter(settings.deadline()::equals).isPresent()
          && own.apiCallAttemptTimeout().filter(settings.attemptTimeout()::equals).isPresent();
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /** Returns the time limit of one attempt. */
  Duration attempt() {
    return attempt;
  }

  /**
   * Returns the override for a request with this much time left; null if the client's own limits
   * suffice.
   */
  @Nullable AwsRequestOverrideConfiguration within(Duration left) {
    return left.compareTo(early) >= 0 ? earlyLimit : limit(left, attempt);
  }

  private static AwsRequestOverrideConfiguration limit(Duration call, Duration attempt) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(call)
        .apiCallAttemptTimeout(attempt)
        .build();
  }
}
