package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions and changes, evaluated by the engine. */
final class ConditionTest {

  private static final Key KEY = new Key("a", "b");

  private final Engine engine = Engines.byDefault().inMemory();
  private final Connection connection =
      Connection.to(
          engine.client(),
          "kit",
          new TableSettings(
              Clock.systemUTC(),
              Duration.ofSeconds(30),
              Duration.ofSeconds(10),
              CostListener.NONE));

  @BeforeEach
  void createTable() {
    KitTable.create(engine.client(), "kit");
    write(
        Item.builder(KEY)
            .with("status", "open")
            .with("size", 7)
            .with("tags", List.of("one", "two"))
            .build());
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  static List<Condition> holding() {
    return List.of(
        Condition.exists().equal("status", "open").equal("size", 7),
        Condition.exists().contains("tags", "one").contains("tags", "two").lacks("tags", "three"),
        Condition.exists().isString("status").there("tags").lacking("name"),
        Condition.exists().above("size", 6).below("size", 8).atMost("size", 7).atLeast("size", 7),
        Condition.exists().hasAtMost("tags", 2).hasAtMost("none", 0),
        Condition.exists().equal("tags", List.of("two", "one")).same("name", null),
        Condition.absent().or(Condition.exists().equal("status", "open")),
        Condition.where()
            .absentOrBelow("size", 8)
            .absentOrBelow("none", 1)
            .and(Condition.exists()));
  }

  static List<Condition> failing() {
    return List.of(
        Condition.absent(),
        Condition.exists().equal("status", "open").equal("status", "closed"),
        Condition.exists().contains("tags", "one").contains("tags", "three"),
        Condition.exists().lacks("tags", "two"),
        Condition.exists().hasAtMost("tags", 1),
        Condition.exists().absentOrBelow("size", 7),
        Condition.exists().isNull("status"),
        Condition.absent().or(Condition.exists().equal("status", "closed")));
  }

  @ParameterizedTest
  @MethodSource("holding")
  void a_condition_that_holds_lets_the_write_through(Condition condition) {
    change(condition);

    assertThat(item().text("status")).isEqualTo("closed");
    assertThat(item().number("size")).contains(8L);
    assertThat(item().strings("tags")).containsExactly("one", "three", "two");
  }

  @ParameterizedTest
  @MethodSource("failing")
  void a_condition_that_does_not_hold_is_a_refusal_with_what_was_found(Condition condition) {
    assertThatThrownBy(() -> change(condition))
        .isInstanceOfSatisfying(
            ConflictException.class, conflict -> assertThat(conflict.found()).isPresent());

    assertThat(item().text("status")).isEqualTo("open");
  }

  @Test
  void an_item_stays_as_it_is_though_others_are_made_of_it() {
    Item item = item();

    Item other = item.change().with("status", "closed").without("tags").build();

    assertThat(item.text("status")).isEqualTo("open");
    assertThat(item.strings("tags")).hasSize(2);
    assertThat(other.at(new Key("c", "d")).key()).isEqualTo(new Key("c", "d"));
  }

  private void change(Condition condition) {
    Change change =
        new Change().set("status", "closed").add("size", 1).add("tags", List.of("three"));
    connection.open().write(new Transaction().update(KEY, change, condition, Refusal.conflict()));
  }

  private void write(Item item) {
    connection.open().write(new Transaction().put(item, Condition.absent(), Refusal.conflict()));
  }

  private Item item() {
    return connection.open().get(KEY, Consistency.STRONG).orElseThrow();
  }
}
