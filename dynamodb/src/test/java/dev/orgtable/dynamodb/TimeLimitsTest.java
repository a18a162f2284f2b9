package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** The time limits of requests. */
final class TimeLimitsTest {

  private static final TableSettings SETTINGS =
      new TableSettings(
          Clock.systemUTC(), Duration.ofSeconds(10), Duration.ofSeconds(2), CostListener.NONE);

  @Test
  void a_client_with_these_limits_needs_none_in_its_first_requests() {
    try (DynamoDbClient client = client(Duration.ofSeconds(10), Duration.ofSeconds(2))) {
      TimeLimits limits = new TimeLimits(client, SETTINGS);

      assertThat(limits.within(Duration.ofSeconds(10))).isNull();
      assertThat(limits.within(Duration.ofMillis(9_900))).isNull();
    }
  }

  @Test
  void a_later_request_has_what_is_left_of_its_operation() {
    try (DynamoDbClient client = client(Duration.ofSeconds(10), Duration.ofSeconds(2))) {
      TimeLimits limits = new TimeLimits(client, SETTINGS);

      assertThat(limits.within(Duration.ofMillis(9_899))).isEqualTo(limit(9_899));
      assertThat(limits.within(Duration.ofMillis(1))).isEqualTo(limit(1));
    }
  }

  @Test
  void a_client_with_other_limits_has_them_in_each_request() {
    try (DynamoDbClient client = client(Duration.ofSeconds(11), Duration.ofSeconds(2))) {
      assertThat(new TimeLimits(client, SETTINGS).within(Duration.ofSeconds(10)))
          .isEqualTo(limit(9_900));
    }
  }

  @Test
  void a_client_that_does_not_tell_its_limits_has_them_in_each_request() {
    DynamoDbClient mute = new Mute();
    DynamoDbClient nothing =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> null);

    assertThat(new TimeLimits(mute, SETTINGS).within(Duration.ofSeconds(10)))
        .isEqualTo(limit(9_900));
    assertThat(new TimeLimits(nothing, SETTINGS).within(Duration.ofSeconds(10)))
        .isEqualTo(limit(9_900));
  }

  private static DynamoDbClient client(Duration call, Duration attempt) {
    return DynamoDbClient.builder()
        .region(Region.US_EAST_1)
        .httpClient(new NoHttp())
        .overrideConfiguration(all -> all.apiCallTimeout(call).apiCallAttemptTimeout(attempt))
        .build();
  }

  private static AwsRequestOverrideConfiguration limit(long millis) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallTimeout(Duration.ofMillis(millis))
        .apiCallAttemptTimeout(Duration.ofSeconds(2))
        .build();
  }

  /** Sends nothing. */
  private static final class NoHttp implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  /** A client with nothing but the required methods. */
  private static final class Mute implements DynamoDbClient {

    @Override
    public DynamoDbServiceClientConfiguration serviceClientConfiguration() {
      return DynamoDbClient.super.serviceClientConfiguration();
    }

    @Override
    public String serviceName() {
      return "mute";
    }

    @Override
    public void close() {}
  }
}
