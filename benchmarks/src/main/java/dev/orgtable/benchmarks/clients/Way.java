package dev.orgtable.benchmarks.clients;

import dev.orgtable.benchmarks.Acme;
import java.net.URI;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An HTTP client below the SDK, and who limits the time of a request. */
enum Way {
  /** Limits of the client. */
  APACHE5("Apache 5"),
  /** Limits that each request brings. */
  APACHE5_EACH("Apache 5, limits in each request"),
  /** That of the JDK; limits of the client. */
  URL_CONNECTION("URL connection");

  private final String title;

  Way(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  DynamoDbClient client(URI engine) {
    return new Limited(
        Acme.client(
            this == URL_CONNECTION ? UrlConnectionHttpClient.create() : Apache5HttpClient.create(),
            engine),
        this == APACHE5_EACH);
  }
}
