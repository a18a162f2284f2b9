package dev.orgtable.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class IndexTest {

  private static final Map<String, AttributeValue> NONE = Map.of();
  private static final Map<String, AttributeValue> ANN =
      item("id", "user/ann", "rng", "user", "dir", "user", "dirRng", "ann", "phone", "1");

  private static Engine engine;
  private static Index index;

  @BeforeAll
  static void create() {
    engine = Engines.byDefault().with(EngineType.DYNAMODB_LOCAL).inMemory();
    Orgtable.on(engine.client(), "index").schema().create(false, Duration.ofSeconds(30));
    index = Index.of(engine.client().describeTable(of -> of.tableName("index")).table());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void an_entry_that_is_added_or_removed_is_one_write() {
    List<Index.Write> added = index.writes(NONE, ANN);
    List<Index.Write> removed = index.writes(ANN, NONE);

    assertThat(added).containsExactly(new Index.Write("user", 1));
    assertThat(removed).containsExactly(new Index.Write("user", 1));
  }

  @Test
  void an_entry_that_changes_in_its_place_is_one_write() {
    Map<String, AttributeValue> changed = with(ANN, "phone", "2");

    List<Index.Write> writes = index.writes(ANN, changed);

    assertThat(writes).containsExactly(new Index.Write("user", 1));
  }

  @Test
  void an_entry_that_moves_is_two_writes() {
    Map<String, AttributeValue> elsewhere = with(ANN, "dirRng", "bob");

    List<Index.Write> writes = index.writes(ANN, elsewhere);

    assertThat(writes).containsExactly(new Index.Write("user", 1), new Index.Write("user", 1));
  }

  @Test
  void a_change_of_an_attribute_outside_the_index_is_no_write() {
    Map<String, AttributeValue> elsewhere = with(ANN, "job", "a");
    Map<String, AttributeValue> member = item("id", "organisation/a", "rng", "member");

    assertThat(index.writes(ANN, elsewhere)).isEmpty();
    assertThat(index.writes(NONE, member)).isEmpty();
  }

  @Test
  void an_entry_of_more_than_a_kilobyte_is_written_by_as_many_units() {
    Map<String, AttributeValue> large = with(ANN, "firstName", "a".repeat(2000));

    List<Index.Write> writes = index.writes(large, ANN);

    assertThat(writes).containsExactly(new Index.Write("user", 2));
  }

  @Test
  void an_entry_is_as_large_as_its_names_and_values() {
    Map<String, AttributeValue> entry =
        Map.of(
            "dir", AttributeValue.fromS("user"),
            "v", AttributeValue.fromN("12"),
            "phone", AttributeValue.fromNul(true));

    int bytes = Index.bytes(entry);

    assertThat(bytes).isEqualTo((3 + 4) + (1 + 2) + (5 + 1));
  }

  private static Map<String, AttributeValue> item(String... namesAndTexts) {
    Map<String, AttributeValue> item = new HashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      item.put(namesAndTexts[i], AttributeValue.fromS(namesAndTexts[i + 1]));
    }
    return item;
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String name, String text) {
    Map<String, AttributeValue> with = new HashMap<>(item);
    with.put(name, AttributeValue.fromS(text));
    return with;
  }
}
