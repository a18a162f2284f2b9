package dev.orgtable.spring;

import dev.orgtable.testkit.fault.FaultEndpoint;
import java.net.URI;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Clients for tests. */
final class Clients {

  private Clients() {}

  /** Returns a client of a port where nothing listens. */
  static DynamoDbClient nowhere() {
    return FaultEndpoint.client(URI.create("http://127.0.0.1:9"));
  }
}
