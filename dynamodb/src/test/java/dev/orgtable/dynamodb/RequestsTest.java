package dev.orgtable.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

final class RequestsTest {

  private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);
  private static final QuerySpec LINES = QuerySpec.of("order/1", "line/");

  private final Requests requests = new Requests("orders", null, ItemGuard.NONE);

  /** Returns the bounds of the sort key in a query that continues after a key. */
  private List<String> bounds(String after) {
    Map<String, AttributeValue> key =
        Map.of("id", AttributeValue.fromS("order/1"), "rng", AttributeValue.fromS(after));
    return requests.query(LINES.after(key)).build().expressionAttributeValues().values().stream()
        .map(AttributeValue::s)
        .filter(text -> !text.equals("order/1"))
        .sorted()
        .toList();
  }

  @Test
  void a_query_that_continues_begins_at_the_key_to_continue_after() {
    assertThat(bounds("line/7")).containsExactly("line/7", "line/" + HIGHEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kine/7", "lines", "line", ""})
  void a_key_outside_the_range_does_not_move_its_beginning(String after) {
    assertThat(bounds(after)).containsExactly("line/", "line/" + HIGHEST);
  }

  @Test
  void a_key_beyond_the_range_does_not_move_its_beginning() {
    assertThat(bounds("line/" + HIGHEST + "x")).containsExactly("line/", "line/" + HIGHEST);
  }

  @Test
  void a_stamp_is_sent_once_for_its_change_and_its_condition() {
    Transaction paid =
        new Transaction()
            .update(
                new Key("order/1", "order"),
                new Change().set("status", "paid"),
                Condition.exists(),
                found -> new ConflictException())
            .stamp(key -> true, "event", "7", found -> new ConflictException());

    Update sent = requests.all(paid).build().transactItems().get(0).update();

    assertThat(sent.expressionAttributeValues().values())
        .extracting(AttributeValue::s)
        .containsExactlyInAnyOrder("paid", "7");
  }
}
