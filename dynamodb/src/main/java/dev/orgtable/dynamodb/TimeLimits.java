package dev.orgtable.dynamodb;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/**
 * The time limits of requests. A limit of its own takes a twelfth more memory for a check. Nearly
 * all requests are made in the first hundredth of their operation, and need none if the client's
 * own are the same.
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

  /** A client made by hand, such as one for tests, need not tell its limits, by any way. */
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

  /**
   * Returns the limit of a request of an operation that has so much time left; null if the client's
   * own holds.
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
