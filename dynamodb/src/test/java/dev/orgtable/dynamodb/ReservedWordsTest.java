package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Attribute names in expressions, read by the engine. */
final class ReservedWordsTest {

  /** The reserved words that DynamoDB Local takes. */
  private static final List<String> TAKEN_HERE = List.of("convert", "size");

  private static final Key KEY = new Key("a", "b");
  private static final Engine ENGINE = Engines.byDefault().inMemory();
  private static final Connection CONNECTION =
      Connection.to(
          ENGINE.client(),
          "kit",
          new TableSettings(
              Clock.systemUTC(),
              Duration.ofSeconds(30),
              Duration.ofSeconds(10),
              CostListener.NONE));

  @BeforeAll
  static void createTable() {
    KitTable.create(ENGINE.client(), "kit");
    CONNECTION
        .open()
        .write(
            new Transaction()
                .put(Item.builder(KEY).build(), Condition.absent(), Refusal.conflict()));
  }

  @AfterAll
  static void stop() {
    ENGINE.close();
  }

  @Test
  void all_of_amazon_s_list_are_known() {
    assertThat(ReservedWords.all()).hasSize(574).contains("name", "status", "ttl", "zone");
  }

  @Test
  void a_reserved_word_can_name_an_attribute() {
    ReservedWords.all().forEach(ReservedWordsTest::canBeWritten);
    canBeWritten("NAME");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b", "1a", "a.b", "a-b", "_a", "a_b", "a[0]", "#a", ":a", "ä", "a1", "typ", "Names2", "v"
      })
  void any_other_text_can_name_an_attribute(String name) {
    canBeWritten(name);
  }

  @Test
  void a_reserved_word_needs_a_placeholder() {
    assertThat(ReservedWords.all().stream().filter(word -> !isRefused(word)))
        .isSubsetOf(TAKEN_HERE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"typ", "id2", "A", "z9"})
  void a_plain_name_needs_no_placeholder(String name) {
    assertThat(ReservedWords.isPlain(name)).isTrue();
    assertThatCode(() -> update("SET " + name + " = :v")).doesNotThrowAnyException();
  }

  private static void canBeWritten(String name) {
    write(new Change().set(name, AttributeValue.fromS("x")), Condition.exists());
    write(new Change().set("seen", name), Condition.exists().equal(name, "x"));
    Item item = CONNECTION.open().get(KEY, Consistency.STRONG).orElseThrow();
    assertThat(item.text(name)).isEqualTo("x");
    assertThat(item.text("seen")).isEqualTo(name);
    write(new Change().remove(name), Condition.exists());
  }

  private static void write(Change change, Condition condition) {
    CONNECTION.open().write(new Transaction().update(KEY, change, condition, Refusal.conflict()));
  }

  private static boolean isRefused(String word) {
    try {
      update("SET " + word + " = :v");
      return false;
    } catch (DynamoDbException refused) {
      assertThat(refused).hasMessageContaining("Invalid UpdateExpression");
      return true;
    }
  }

  private static void update(String expression) {
    ENGINE
        .client()
        .updateItem(
            request ->
                request
                    .tableName("kit")
                    .key(KEY.attributes())
                    .updateExpression(expression)
                    .expressionAttributeValues(Map.of(":v", AttributeValue.fromS("y"))));
  }
}
