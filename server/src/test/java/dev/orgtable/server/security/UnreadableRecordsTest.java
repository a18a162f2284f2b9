package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * If a key of ours has a record of a newer version or an item of another program, every operation
 * responds without delay: normally, or with 409 and the key.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnreadableRecordsTest {

  private static final int MOST_REQUESTS = 12;
  private static final boolean IS_EXHAUSTIVE = Boolean.getBoolean("orgtable.exhaustive");

  private Scene scene;
  private Http backEnd;
  private TableCopy before;

  @BeforeAll
  void open() {
    scene = new Scene();
    backEnd = scene.server().key(Scope.values());
    before = TableCopy.of(scene.server());
  }

  @AfterAll
  void close() {
    scene.close();
  }

  static Stream<Expected> operations() {
    return Expected.rows().stream();
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return Objects.requireNonNull(item.get(attribute)).s();
  }

  private List<Map<String, AttributeValue>> places() {
    return before.items().values().stream()
        .filter(item -> !text(item, "rng").equals("apiKey"))
        .filter(item -> item.toString().matches("(?s).*(acme|zoe|olga|max|ines|firstApiKey).*"))
        .toList();
  }

  /**
   * Returns one way in which a record is unreadable to a row, and both in a nightly build: what
   * other ways there are, the contracts of the library try.
   */
  private static List<Map<String, AttributeValue>> odd(
      Expected row, Map<String, AttributeValue> place) {
    List<Map<String, AttributeValue>> both =
        List.of(
            Map.of("v", AttributeValue.fromN("2")),
            Map.of("typ", AttributeValue.fromS("customer")));
    int number = row.operation().hashCode() + text(place, "rng").replaceAll("/.*", "").hashCode();
    return IS_EXHAUSTIVE ? both : both.subList(number & 1, (number & 1) + 1);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void an_operation_names_the_record_or_answers_as_ever(Expected row) {
    Attempt attempt = Attempt.of(row, Scene.MEMBER, scene);
    Reply ever = attempt.send(backEnd);
    before.restore(scene.server());

    for (Map<String, AttributeValue> place : places()) {
      for (Map<String, AttributeValue> odd : odd(row, place)) {
        Map<String, AttributeValue> record = new HashMap<>(place);
        record.putAll(odd);

        Reply answer = tried(attempt, place, record);

        String key = text(place, "id") + " " + text(place, "rng");
        String what = row.operation() + " with " + odd + " at " + key + ": " + answer;
        if (answer.status() == 409 && ever.status() != 409) {
          assertThat(answer.text("code")).as(what).isEqualTo("unreadable_record");
          assertThat(answer.text("detail")).as(what).contains(key);
        } else if (answer.response().body().contains("\"unreadable_record\"")) {
          assertThat(answer.response().body()).as(what).contains(key);
        } else {
          assertThat(answer.status()).as(what).isEqualTo(ever.status());
        }
        int requests =
            Integer.parseInt(
                answer.header("Orgtable-Cost").replaceFirst("requests=(\\d+).*", "$1"));
        assertThat(requests).as(what).isLessThanOrEqualTo(MOST_REQUESTS);
      }
    }
  }

  /** Sends a request while a record is in the place of another one, and restores the table. */
  private Reply tried(
      Attempt attempt, Map<String, AttributeValue> place, Map<String, AttributeValue> record) {
    put(record);
    Reply answer = attempt.send(backEnd);
    if (answer.header("Orgtable-Cost").endsWith("write=0")) {
      put(place);
    } else {
      assertThat(TableCopy.of(scene.server()).items()).containsValue(record);
      before.restore(scene.server());
    }
    return answer;
  }

  private void put(Map<String, AttributeValue> item) {
    scene.server().client().putItem(put -> put.tableName(scene.server().table()).item(item));
  }
}
