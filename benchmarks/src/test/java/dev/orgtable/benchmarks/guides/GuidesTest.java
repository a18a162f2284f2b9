package dev.orgtable.benchmarks.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.store.Orgtable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The code of the guides compiles: it is that of this package. */
final class GuidesTest {

  private static final Path HERE = Path.of("src/test/java/dev/orgtable/benchmarks/guides");
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @CsvSource({"guides/lambda.md, Handler.java, 3", "operations.md, Metrics.java, 1"})
  void a_guide_shows_code_that_compiles(String guide, String source, int snippets)
      throws IOException {
    String code = flat(Files.readString(HERE.resolve(source)));

    List<String> shown =
        CODE.matcher(Files.readString(Path.of("../docs").resolve(guide)))
            .results()
            .map(found -> flat(found.group(1)))
            .toList();

    assertThat(shown)
        .hasSize(snippets)
        .allSatisfy(each -> assertThat(code).contains(withoutEnd(each)));
  }

  @Test
  void metrics_of_the_guide_have_the_gauge_of_the_clock() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    URI nowhere = URI.create("http://127.0.0.1:1");
    try (DynamoDbClient client = Acme.client(UrlConnectionHttpClient.create(), nowhere)) {
      Orgtable orgtable = Metrics.measured(client, meters, ObservationRegistry.create());

      assertThat(orgtable).isNotNull();
      assertThat(meters.find("orgtable.clock.skew").gauges()).hasSize(1);
    }
  }

  /** A class that is shown may have more members after those shown. */
  private static String withoutEnd(String code) {
    return code.endsWith("\n}") && code.startsWith("public final class")
        ? code.substring(0, code.length() - 2)
        : code;
  }

  private static String flat(String code) {
    return String.join("\n", code.strip().lines().map(String::strip).toList());
  }
}
