package dev.orgtable.benchmarks.clients;

import dev.orgtable.benchmarks.Acme;
import java.net.URI;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An HTTP client of the SDK, and how requests are limited in time. */
enum Way {
  /** Limits set on the client. */
  APACHE5("Apache 5"),
  /** Limits set on each request. */
  APACHE5_EACH("Apache 5, limits in each request"),
  /** The JDK's client; limits set on the client. */
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
