package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.Page;
import dev.orgtable.contracts.ReluctantClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import dev.orgtable.store.Items;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of all items as stored: read by segment, and put. */
final class WholeTableContract extends TableContract {

  private static final int MANY = 60;

  /** The settings of events, which a new table has. */
  private static final int SETTINGS = 1;

  private static final String RNG = "a b/ü%\n";

  private final List<Violation> wrong = new ArrayList<>();

  @Override
  protected List<Violation> expectedViolations() {
    return wrong;
  }

  private static Map<String, AttributeValue> item(int number, int bytes) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS("thing/" + number));
    item.put("rng", AttributeValue.fromS(RNG));
    item.put("typ", AttributeValue.fromS("thing"));
    item.put("filling", AttributeValue.fromS("x".repeat(bytes)));
    return item;
  }

  private static List<Map<String, AttributeValue>> many(int bytes) {
    return IntStream.range(0, MANY).mapToObj(number -> item(number, bytes)).toList();
  }

  @Test
  void all_that_is_put_is_read_once_by_several_threads() {
    List<Map<String, AttributeValue>> many = many(100_000);
    orgtable().items().put(many, 3);
    Queue<Map<String, AttributeValue>> read = new ConcurrentLinkedQueue<>();

    orgtable().items().read(Segment.all(4), (segment, page) -> read.addAll(page.items()));

    assertThat(read).hasSize(MANY + SETTINGS).containsAll(many);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void an_exception_between_two_requests_ends_a_put(int threads) {
    List<Map<String, AttributeValue>> many =
        IntStream.range(0, 400).mapToObj(number -> item(number, 10)).toList();
    RuntimeException stop = new IllegalStateException("stop");

    assertThatThrownBy(
            () ->
                orgtable()
                    .items()
                    .put(
                        many,
                        threads,
                        () -> {
                          throw stop;
                        }))
        .isSameAs(stop);

    assertThat(items()).hasSizeBetween(25, 25 * threads);
  }

  @Test
  void a_segment_is_read_on_from_the_cursor_of_its_page() {
    Items items = orgtable().items();
    items.put(many(100_000), 1);
    Segment whole = Segment.all(1).get(0);
    Page<Map<String, AttributeValue>> first = items.read(whole);
    List<Map<String, AttributeValue>> rest = new ArrayList<>();

    items.read(
        List.of(whole.after(first.next().orElseThrow())),
        (segment, page) -> rest.addAll(page.items()));

    assertThat(rest)
        .hasSize(MANY + SETTINGS - first.items().size())
        .doesNotContainAnyElementsOf(first.items());
  }

  @Test
  void a_cursor_is_good_for_its_own_segment_alone() {
    Items items = orgtable().items();
    items.put(many(100_000), 1);
    Page<Map<String, AttributeValue>> first = items.read(Segment.all(1).get(0));

    assertThatThrownBy(() -> items.read(Segment.all(2).get(0).after(first.next().orElseThrow())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor");
  }

  @Test
  void a_consumer_of_pages_can_end_the_read() {
    Items items = orgtable().items();
    items.put(many(100_000), 1);
    AtomicInteger pages = new AtomicInteger();

    assertThatThrownBy(
            () ->
                items.read(
                    Segment.all(2),
                    (segment, page) -> {
                      pages.incrementAndGet();
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
    assertThat(pages).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void unprocessed_items_are_put_again() {
    List<Map<String, AttributeValue>> many = many(1);

    on(ReluctantClient.over(client())).items().put(many, 2);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(many);
  }

  @Test
  void items_unprocessed_at_the_deadline_are_reported() {
    Orgtable orgtable =
        Orgtable.on(
            ReluctantClient.refusing(client()),
            tableName,
            settings().withTimeouts(Duration.ofMillis(300), Duration.ofMillis(300)));

    assertThatThrownBy(() -> orgtable.items().put(many(1).subList(0, 7), 1))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("unprocessed items, 7 left");
    assertThat(items()).isEmpty();
  }

  @Test
  void of_two_items_with_one_key_the_latter_is_put() {
    orgtable().items().put(List.of(item(1, 10), item(1, 20)), 1);

    assertThat(items()).containsExactly(item(1, 20));
  }

  @Test
  void a_table_is_empty_until_something_is_put() {
    boolean before = orgtable().items().isEmpty();

    orgtable().items().put(many(1), 1);

    assertThat(before).isTrue();
    assertThat(orgtable().items().isEmpty()).isFalse();
  }

  @Test
  void a_verifier_of_several_segments_finds_the_same() {
    for (int number = 0; number < MANY; number++) {
      Map<String, AttributeValue> ghost = item(number, 50_000);
      ghost.put("typ", AttributeValue.fromS("user"));
      ghost.put("v", AttributeValue.fromN("2"));
      put(ghost);
      wrong.add(new Violation(Code.NEWER_VERSION, "thing/" + number, RNG, "version 2"));
    }
    List<Violation> found = new ArrayList<>();
    List<Long> read = new ArrayList<>();

    long items = Maintenance.of(orgtable()).verifier().verify(5, found::add, read::add);

    assertThat(found).containsExactlyInAnyOrderElementsOf(wrong);
    assertThat(items)
        .isEqualTo(MANY + SETTINGS)
        .isEqualTo(read.stream().mapToLong(Long::longValue).sum());
    wrong.clear();
    wrong.addAll(violations());
  }

  @Test
  void segments_out_of_range_are_refused() {
    assertThatThrownBy(() -> Maintenance.of(orgtable()).verifier().verify(0, violation -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Segment.all(257)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Segment(2, 2, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
