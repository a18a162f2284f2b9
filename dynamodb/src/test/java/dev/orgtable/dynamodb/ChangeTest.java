package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Additions to a number that may be absent, evaluated by the engine. */
final class ChangeTest {

  private static final Key KEY = new Key("a", "b");
  private static final Key OTHER = new Key("c", "d");
  private static final long START = -1_000;

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
    write(new Transaction().create(Item.builder(KEY).with("name", "x").build(), conflict()));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"members", "size", "a b"})
  void an_absent_number_counts_as_the_start_and_a_present_one_as_itself(String name) {
    change(new Change().add(name, 3, START));
    assertThat(item(KEY).number(name)).contains(START + 3);

    change(new Change().add(name, -1, START));
    assertThat(item(KEY).number(name)).contains(START + 2);

    change(new Change().set(name, 7));
    change(new Change().add(name, -1, START));
    assertThat(item(KEY).number(name)).contains(6L);
  }

  @Test
  void two_numbers_are_added_to_beside_other_changes() {
    change(
        new Change()
            .add("members", 1, START)
            .set("status", "open")
            .add("additions", 2)
            .add("invitations", -1, 5)
            .remove("name"));

    Item item = item(KEY);
    assertThat(item.number("members")).contains(START + 1);
    assertThat(item.number("invitations")).contains(4L);
    assertThat(item.number("additions")).contains(2L);
    assertThat(item.text("status")).isEqualTo("open");
    assertThat(item.value("name")).isEmpty();
  }

  @Test
  void a_transaction_of_several_writes_adds_too() {
    write(
        update(new Change().add("members", 1, 10)).create(Item.builder(OTHER).build(), conflict()));

    assertThat(item(KEY).number("members")).contains(11L);
    assertThat(connection.open().get(OTHER, Consistency.STRONG)).isPresent();
  }

  @Test
  void nothing_is_added_to_what_is_not_a_number() {
    assertThatThrownBy(() -> change(new Change().add("name", 1, START)))
        .isInstanceOf(FailureKind.Mistake.class);

    assertThat(item(KEY).text("name")).isEqualTo("x");
  }

  private void change(Change change) {
    write(update(change));
  }

  private static Transaction update(Change change) {
    return new Transaction().update(KEY, change, Condition.exists(), conflict());
  }

  private void write(Transaction transaction) {
    connection.open().write(transaction);
  }

  private Item item(Key key) {
    return connection.open().get(key, Consistency.STRONG).orElseThrow();
  }

  private static Refusal conflict() {
    return Refusal.conflict();
  }
}
