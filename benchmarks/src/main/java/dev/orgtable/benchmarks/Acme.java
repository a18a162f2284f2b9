package dev.orgtable.benchmarks;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * An organisation with one member, on an engine in another process, and a check of that membership.
 */
public final class Acme {

  /** The table's name. */
  public static final String TABLE = "orgtable";

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final OrganisationId ACME = OrganisationId.of("acme");

  private Acme() {}

  /** Creates the table with the organisation and its member. */
  public static void fill(URI engine) {
    try (DynamoDbClient client = client(UrlConnectionHttpClient.create(), engine)) {
      Orgtable orgtable = Orgtable.on(client, TABLE);
      orgtable.schema().create(false, Duration.ofSeconds(30));
      orgtable.users().create(User.of(ANN, new Profile("Ann", "", ""), Instant.EPOCH));
      orgtable.organisations().create(ACME, "Acme", ANN);
    }
  }

  /** Returns a client with the library's time limits. */
  public static DynamoDbClient client(SdkHttpClient http, URI engine) {
    return DynamoDbClient.builder()
        .endpointOverride(engine)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(Settings.DEFAULT.clientLimits())
        .httpClient(http)
        .build();
  }

  /** Checks the membership. */
  public static boolean check(Orgtable orgtable) {
    return orgtable.memberships().check(Check.member(ANN, ACME)).member();
  }
}
