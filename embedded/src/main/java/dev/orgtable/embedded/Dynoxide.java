package dev.orgtable.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Dynoxide in a process of its own, in memory or with a data directory. It does not check
 * credentials: every user of this machine can reach its port.
 */
final class Dynoxide implements Engine {

  /** Longer than any request takes, even one that reads a full page. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(5);

  private static final int CONNECTIONS = 512;
  private static final int INTERNAL_ERROR = 500;

  private final DynoxideProcess process;
  private final DynamoDbClient http;
  private final EngineCalls calls;
  private final DynamoDbClient client;
  private final DataDirectory directory;
  private final @Nullable String warning;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Dynoxide(DynoxideProcess process, DataDirectory directory, @Nullable String warning) {
    this.process = process;
    this.warning = warning;
    this.http = client(process.uri());
    this.calls =
        new EngineCalls(http, new Storage(directory.path().orElse(null)), this::ofDatabase);
    this.client = calls.client();
    this.directory = directory;
  }

  /**
   * Starts an engine, in memory or on a directory, which is closed with the engine. It has answered
   * once: the first request of a cold JVM can take longer than a caller's timeout.
   *
   * @throws IllegalStateException if it cannot start; the message has its output
   */
  static Dynoxide start(Path program, DataDirectory directory) {
    Optional<Path> database = directory.path().map(path -> directory.database(0));
    database.ifPresent(DynoxideProcess::endStale);
    String warning = DynoxideProgram.warning(DynoxideProgram.version(program)).orElse(null);
    DynoxideProcess process = DynoxideProcess.start(program, database);
    Dynoxide started = new Dynoxide(process, directory, warning);
    boolean answered = false;
    try {
      started.http.listTables();
      answered = true;
      return started;
    } finally {
      if (!answered) {
        started.close();
      }
    }
  }

  /** Ignores the proxies of the environment: the engine is on this machine. */
  private static DynamoDbClient client(URI address) {
    return DynamoDbClient.builder()
        .endpointOverride(address)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("orgtable", "orgtable")))
        .overrideConfiguration(
            with ->
                with.retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .addExecutionInterceptor(new WithoutClock()))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionAcquisitionTimeout(SOCKET_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT)
                .proxyConfiguration(
                    ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build()))
        .build();
  }

  private Optional<SdkException> ofDatabase(Throwable failure) {
    if (failure instanceof DynamoDbException e && e.statusCode() == INTERNAL_ERROR) {
      return Optional.of(e);
    }
    return failure instanceof SdkClientException
        ? process.ended().map(how -> SdkClientException.create("Dynoxide ended: " + how, failure))
        : Optional.empty();
  }

  /**
   * Removes the header {@code Date}: the engine uses this machine's clock, so there is none to
   * compare it with.
   */
  private static final class WithoutClock implements ExecutionInterceptor {
    @Override
    public SdkHttpResponse modifyHttpResponse(
        Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
      return context.httpResponse().toBuilder().removeHeader("date").build();
    }
  }

  @Override
  public EngineType type() {
    return EngineType.DYNOXIDE;
  }

  @Override
  public DynamoDbClient client() {
    return client;
  }

  @Override
  public Optional<URI> uri() {
    return Optional.of(process.uri());
  }

  @Override
  public Optional<String> warning() {
    return Optional.ofNullable(warning);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      calls.close();
      http.close();
      process.close();
      directory.close();
    }
  }
}
