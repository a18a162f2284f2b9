package dev.orgtable.benchmarks.start;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The library's first call in a fresh JVM, as in an AWS Lambda function: a client, an {@code
 * Orgtable}, one check. Arguments: the endpoint and the HTTP client.
 */
final class FirstCall {

  private FirstCall() {}

  /** Makes the call, prints the result, and waits for the end of the input while it is measured. */
  public static void main(String[] arguments) throws IOException {
    SdkHttpClient http =
        arguments[1].equals("apache5")
            ? Apache5HttpClient.create()
            : UrlConnectionHttpClient.create();
    DynamoDbClient client = Acme.client(http, URI.create(arguments[0]));
    boolean member = Acme.check(Orgtable.on(client, Acme.TABLE));
    System.out.println("answered " + member);
    while (System.in.read() >= 0) {
      // The parent sends nothing.
    }
  }
}
