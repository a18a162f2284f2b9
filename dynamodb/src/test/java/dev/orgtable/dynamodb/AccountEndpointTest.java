package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Where requests go when the credentials tell the account. */
final class AccountEndpointTest {

  private static final TableSettings SETTINGS =
      new TableSettings(
          Clock.systemUTC(), Duration.ofSeconds(10), Duration.ofSeconds(2), CostListener.NONE);

  private final Asked asked = new Asked();

  @Test
  void on_aws_they_go_to_the_endpoint_of_the_account() {
    ask(client("123456789012"));

    assertThat(asked.places)
        .isNotEmpty()
        .containsOnly(URI.create("https://123456789012.ddb.us-east-1.amazonaws.com"));
  }

  @Test
  void without_an_account_they_go_to_the_endpoint_of_the_region() {
    ask(client(null));

    assertThat(asked.places)
        .isNotEmpty()
        .containsOnly(URI.create("https://dynamodb.us-east-1.amazonaws.com"));
  }

  @Test
  void an_endpoint_that_was_named_is_kept() {
    URI named = URI.create("http://127.0.0.1:8000");

    ask(client("123456789012").endpointOverride(named));

    assertThat(asked.places).isNotEmpty().containsOnly(named);
  }

  private void ask(DynamoDbClientBuilder builder) {
    try (DynamoDbClient client = builder.build()) {
      Table table = Connection.to(client, "table", SETTINGS).open();
      assertThatThrownBy(() -> table.get(new Key("id", "rng"), Consistency.STRONG))
          .isInstanceOf(TableUnavailableException.class);
    }
  }

  private DynamoDbClientBuilder client(@Nullable String account) {
    return DynamoDbClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.builder()
                    .accessKeyId("key")
                    .secretAccessKey("secret")
                    .accountId(account)
                    .build()))
        .httpClient(asked);
  }

  /** Keeps where requests would go, and refuses them at once, which nobody retries. */
  private static final class Asked implements SdkHttpClient {

    private static final String REFUSAL = "{\"__type\":\"AccessDeniedException\"}";

    private final List<URI> places = new ArrayList<>();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      URI whole = request.httpRequest().getUri();
      places.add(URI.create(whole.getScheme() + "://" + whole.getAuthority()));
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(400).build())
              .responseBody(
                  AbortableInputStream.create(
                      new ByteArrayInputStream(REFUSAL.getBytes(StandardCharsets.UTF_8))))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
