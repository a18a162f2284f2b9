package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What tools refuse if the clock skew is too large. */
@Tag("slow")
final class WrongClockTest {

  private static final String TABLE = "orgtable";

  private final Tools tools = new Tools();

  @AfterEach
  void close() {
    tools.close();
  }

  private void receiptThatEndedAnHourAgo() {
    String end = Long.toString(Instant.now().minus(Duration.ofHours(1)).getEpochSecond());
    tools
        .items(TABLE)
        .put(
            List.of(
                Map.of(
                    "id", AttributeValue.fromS("receipt/" + "0".repeat(64)),
                    "rng", AttributeValue.fromS("receipt"),
                    "typ", AttributeValue.fromS("receipt"),
                    "v", AttributeValue.fromN("1"),
                    "removeAt", AttributeValue.fromN(end))),
            1);
  }

  private List<Map<String, AttributeValue>> receipts() {
    return tools.all(TABLE).stream()
        .filter(item -> Tools.value(item, "rng").s().equals("receipt"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {-7200, 7200})
  void the_sweep_says_how_far_the_clock_is_and_removes_nothing(long engineAhead) {
    assertThat(tools.run(tools.on(TABLE, "table", "create"))).isZero();
    receiptThatEndedAnHourAgo();
    String[] sweep = tools.on(TABLE, "table", "sweep");
    String[] elsewhere = sweep.clone();

    try (OtherTime other = new OtherTime(tools.uri(), Duration.ofSeconds(engineAhead))) {
      elsewhere[elsewhere.length - 1] = other.uri().toString();
      assertThat(tools.run(elsewhere)).isNotZero();
    }

    assertThat(tools.err()).contains("clock is PT").contains("DynamoDB's");
    assertThat(receipts()).hasSize(1);
    assertThat(tools.run(sweep)).isZero();
    assertThat(receipts()).isEmpty();
  }
}
