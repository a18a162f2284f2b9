package dev.orgtable.benchmarks.start;

import dev.orgtable.OrganisationId;
import dev.orgtable.Question;
import dev.orgtable.UserId;
import dev.orgtable.store.Orgtable;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The library's first call in a fresh JVM, as a function on AWS Lambda makes it: a client, an
 * {@code Orgtable}, one check. Told the endpoint and which HTTP client to use.
 */
final class FirstCall {

  private FirstCall() {}

  /** Makes the call and says so. */
  public static void main(String[] arguments) {
    SdkHttpClient http =
        arguments[1].equals("apache5")
            ? Apache5HttpClient.create()
            : UrlConnectionHttpClient.create();
    DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(arguments[0]))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(http)
            .build();
    boolean member =
        Orgtable.on(client, "orgtable")
            .memberships()
            .check(Question.member(UserId.of("ann@example.com"), OrganisationId.of("acme")))
            .member();
    System.out.println("answered " + member);
  }
}
