package dev.orgtable.contracts;

import dev.orgtable.contracts.access.GrantedClient;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The engine that all contracts run on, as far as the policies of {@code infrastructure/iam} grant
 * it: the preferred embedded one, in memory, or the one at the address that the system property
 * {@value #PROPERTY} names. Each contract creates its own tables in it.
 */
public final class Engine {

  /** The system property that names another engine, such as {@code http://localhost:8000}. */
  static final String PROPERTY = "orgtable.endpoint";

  private static final Optional<URI> NAMED =
      Optional.ofNullable(System.getProperty(PROPERTY)).map(URI::create);

  /** How many more instances of DynamoDB Local there are than one. */
  private static final int MORE_ENGINES = 2;

  private Engine() {}

  /** Returns a client of the engine. */
  public static DynamoDbClient client() {
    return Direct.CLIENT;
  }

  /** Returns the HTTP address of an engine, for a proxy between it and a client. */
  public static URI uri() {
    return OverHttp.ADDRESS;
  }

  /** Returns a client of the engine at {@link #uri}. */
  public static DynamoDbClient clientOverHttp() {
    return OverHttp.CLIENT;
  }

  /** Returns whether the engine is DynamoDB Local, which tells other costs than Amazon DynamoDB. */
  public static boolean isDynamoDbLocal() {
    return NAMED.isEmpty() && Embedded.ENGINE.type() == EngineType.DYNAMODB_LOCAL;
  }

  private static final class Embedded {
    static final dev.orgtable.embedded.Engine ENGINE = Engines.byDefault().inMemory();

    static {
      System.out.println("contracts run on " + ENGINE.type());
    }

    private static DynamoDbClient client() {
      if (ENGINE.type() != EngineType.DYNAMODB_LOCAL) {
        return ENGINE.client();
      }
      Stream<DynamoDbClient> more =
          Stream.generate(() -> Engines.byDefault().inMemory().client()).limit(MORE_ENGINES);
      return ManyEngines.client(Stream.concat(Stream.of(ENGINE.client()), more).toList());
    }
  }

  private static final class Direct {
    static final DynamoDbClient CLIENT =
        GrantedClient.of(NAMED.map(FaultEndpoint::client).orElseGet(() -> Embedded.client()));
  }

  private static final class OverHttp {
    static final URI ADDRESS =
        NAMED.or(() -> Embedded.ENGINE.uri()).orElseGet(() -> LoopbackEndpoint.inMemory().uri());
    static final DynamoDbClient CLIENT = FaultEndpoint.client(ADDRESS);
  }
}
