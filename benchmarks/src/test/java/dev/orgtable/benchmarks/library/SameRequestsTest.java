package dev.orgtable.benchmarks.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.benchmarks.Acme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.json.JsonMapper;

/** Compares the requests of the ways that the benchmark compares. */
final class SameRequestsTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path recorded;

  @BeforeAll
  static void prepare() throws IOException {
    LibraryPart.record(recorded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "check", "addToGroups", "details", "invite"})
  void hand_written_requests_are_those_of_the_library(String operation) {
    assertThat(requests(ByHand::new, operation)).isEqualTo(requests(Ours::new, operation));
  }

  /** Returns the requests of an operation, without the read of the settings every 30 seconds. */
  private static List<Object> requests(Function<DynamoDbClient, Calls> way, String operation) {
    List<Object> sent = new ArrayList<>();
    SdkHttpClient http = new Noting(new Canned(recorded.resolve(operation)), sent);
    try (DynamoDbClient client = Acme.client(http, LibraryBenchmark.ENDPOINT)) {
      LibraryBenchmark.call(way.apply(client), operation);
    }
    sent.removeIf(request -> request.toString().contains("eventSettings"));
    assertThat(sent).isNotEmpty();
    return sent;
  }

  /**
   * Returns a request with the values of its expressions in place of their names, and without what
   * differs from one call to the next: random names, times, and the copy of the tombstones.
   */
  private static Object plain(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().map(SameRequestsTest::plain).toList();
    }
    if (!(node instanceof Map<?, ?> map)) {
      return node instanceof String text ? withoutChance(text) : node;
    }
    Map<String, Object> plain = new TreeMap<>();
    map.forEach((name, value) -> plain.put((String) name, plain(value)));
    if (plain.remove("ExpressionAttributeValues") instanceof Map<?, ?> values) {
      plain.replaceAll(
          (name, value) ->
              name.endsWith("Expression") ? withValues((String) value, values) : value);
    }
    return plain;
  }

  private static String withoutChance(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("^[12]\\d{9}$", "SECONDS")
        .replaceAll("^endings/\\d+$", "endings/N");
  }

  private static String withValues(String expression, Map<?, ?> values) {
    return Pattern.compile(":\\w+")
        .matcher(expression)
        .replaceAll(found -> String.valueOf(values.get(found.group())));
  }

  /** A transport that notes what is sent. */
  private record Noting(SdkHttpClient engine, List<Object> sent) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
        sent.add(plain(JSON.readValue(body, Object.class)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return engine.prepareRequest(request);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
