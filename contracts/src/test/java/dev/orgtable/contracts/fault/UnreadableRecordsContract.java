package dev.orgtable.contracts.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.contracts.Share;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.WatchedClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of unreadable records under one of our keys: an operation that needs such a record
 * is refused immediately and names it; other operations succeed. Nothing retries until the
 * deadline, overwrites the record or reports it as absent. A build tries a {@link Share} of the
 * records with each operation.
 */
@Tag("faults")
final class UnreadableRecordsContract extends TableContract {

  /** More requests than any of the operations makes. */
  private static final int MOST_REQUESTS = 12;

  /** The operation that looks twice if it finds something. */
  private static final String LOOKS_TWICE = "difference of log";

  private static final int COPIES_OF_ENDINGS = 32;

  /** How many of the variants there are for each one that a build tries. */
  private static final int ONE_OF = 3;

  /** The attributes that identify a record or place it in the index. */
  private static final Set<String> NAMING = Set.of("id", "rng", "typ", "v", "dir", "dirRng");

  /** Keys with a random part, which differ in each run of an operation. */
  private static final Pattern RANDOM =
      Pattern.compile("(.*/)?[0-9a-f]{8}-[0-9a-f]{4}-.*|invitationToken/[0-9a-f]{64}|apiKey/.{12}");

  /** The variants of an unreadable record, by what is wrong with it. */
  private static final Map<String, UnaryOperator<Map<String, AttributeValue>>> ODD =
      new TreeMap<>(
          Map.of(
              "of a newer version",
              item -> with(item, "v", AttributeValue.fromN("2")),
              "of another type",
              item -> with(item, "typ", AttributeValue.fromS("customer")),
              "without a type",
              item -> without(item, "typ"),
              "without a version",
              item -> without(item, "v"),
              "of an end, without its job",
              item -> with(item, "typ", AttributeValue.fromS("ended")),
              "that is a bare key",
              UnreadableRecordsContract::key));

  private static final Set<String> READS =
      Set.of("getItem", "batchGetItem", "query", "scan", "transactGetItems");

  /** The content of the table, read once after each operation and tracked after each put. */
  private Table now = Table.of(List.of());

  /** The number of requests that could write, by operations and by this test. */
  private final AtomicInteger writes = new AtomicInteger();

  /** The requests since this was cleared, as text. */
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  /** A request, of which only the keys that it contains matter. */
  private record Request(String method, String text) {

    /** Returns whether this reads or writes an item, or a range that may contain it. */
    boolean concerns(Map<String, AttributeValue> item) {
      return switch (method) {
        case "scan" -> true;
        case "query" -> contains(item, "id") || (item.containsKey("dir") && contains(item, "dir"));
        default -> contains(item, "id") && contains(item, "rng");
      };
    }

    private boolean contains(Map<String, AttributeValue> item, String name) {
      return text.contains(UnreadableRecordsContract.text(item, name));
    }
  }

  @Override
  protected DynamoDbClient client() {
    return WatchedClient.of(
        super.client(),
        (method, request) -> {
          if (!READS.contains(method)) {
            writes.incrementAndGet();
          }
          requests.add(new Request(method, String.valueOf(request)));
        });
  }

  static Stream<Operation> operations() {
    return Stream.of(Operations.writes(), Operations.writesOnce(), Operations.reads())
        .flatMap(all -> all)
        .filter(operation -> !operation.name().equals("verify"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void an_operation_names_the_record_at_once_or_does_not_need_it(Operation operation) {
    Operations.sample(orgtable());
    operation.prepare().accept(orgtable());
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
    Table before = read();
    Map<String, AttributeValue> settings = item("eventSettings", "eventSettings");

    for (Map<String, AttributeValue> place : places(operation, before)) {
      int kind = 0;
      for (var odd : ODD.entrySet()) {
        if (Share.includes(ONE_OF, number(operation, place), kind++)) {
          tried(operation, odd.getKey(), List.of(odd.getValue().apply(place)), before);
        }
      }
    }
    if (Share.includes(ONE_OF, Share.number(operation))) {
      tried(operation, "of a newer version", endings(), before);
    }
    become(before);
    put(settings);
  }

  /**
   * Returns the records that an operation reads or writes in a table, those that it makes included,
   * and one other. A record that is in none of its requests cannot make a difference.
   */
  private List<Map<String, AttributeValue>> places(Operation operation, Table before) {
    requests.clear();
    var unused = operation.act().apply(orgtable());
    List<Request> made = List.copyOf(requests);
    Collection<Map<String, AttributeValue>> there = oneEventOfEachLog(before);
    Predicate<Map<String, AttributeValue>> concerned =
        item -> made.stream().anyMatch(request -> request.concerns(item));
    return Stream.of(
            there.stream().filter(concerned),
            there.stream().filter(concerned.negate()).limit(1),
            read().items().stream().filter(item -> isMadeAgain(item) && !before.has(item)))
        .flatMap(some -> some)
        .toList();
  }

  /** Returns the records of a table; of events, which are all alike, the first one of each log. */
  private static Collection<Map<String, AttributeValue>> oneEventOfEachLog(Table table) {
    Map<String, Map<String, AttributeValue>> places = new TreeMap<>();
    for (Map<String, AttributeValue> item : table.items()) {
      String id = text(item, "id");
      String place = id.contains("Events") ? id : id + " " + text(item, "rng");
      places.putIfAbsent(place, item);
    }
    return places.values();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }

  static Stream<Operation> operationsByThemselves() {
    return operations().filter(operation -> !operation.name().endsWith(", once"));
  }

  @ParameterizedTest
  @MethodSource("operationsByThemselves")
  void an_operation_ends_promptly_with_a_refusal_where_attributes_are_damaged(Operation operation) {
    Operations.sample(orgtable());
    operation.prepare().accept(orgtable());
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
    Table before = read();
    Map<String, AttributeValue> settings = item("eventSettings", "eventSettings");

    for (Map<String, AttributeValue> place : places(operation, before)) {
      int kind = 0;
      for (Map<String, AttributeValue> record : List.of(ofOtherTypes(place), bare(place))) {
        if (!before.has(place) || !Share.includes(2, number(operation, place), kind++)) {
          continue;
        }
        become(before.with(List.of(record)));
        resetCost();

        Optional<OrgtableException> refusal = attempt(operation);

        String what = operation + " where there is " + record;
        assertThat(cost().requests()).as(what).isLessThanOrEqualTo(most(operation));
        assertThat(refusal.filter(Unavailable.class::isInstance)).as(what).isEmpty();
      }
    }
    become(before);
    put(settings);
  }

  private static int most(Operation operation) {
    return operation.name().equals(LOOKS_TWICE) ? 2 * MOST_REQUESTS : MOST_REQUESTS;
  }

  /** Returns a number of an operation with a record of one type, whose key may be random. */
  private static int number(Operation operation, Map<String, AttributeValue> place) {
    return Share.number(operation) + Share.number(text(place, "typ"));
  }

  /** Returns a record whose attributes all have a wrong type. */
  private static Map<String, AttributeValue> ofOtherTypes(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.replaceAll(
        (name, value) ->
            NAMING.contains(name)
                ? value
                : value.s() != null ? AttributeValue.fromN("5") : AttributeValue.fromS("five"));
    return changed;
  }

  /** Returns only the identifying attributes of a record. */
  private static Map<String, AttributeValue> bare(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.keySet().retainAll(NAMING);
    return changed;
  }

  private void tried(
      Operation operation, String odd, List<Map<String, AttributeValue>> records, Table before) {
    Table then = before.with(records);
    become(then);
    String what = operation + " where there is a record " + odd + ": " + key(records.get(0));
    resetCost();

    Optional<OrgtableException> refusal = attempt(operation);

    assertThat(cost().requests()).as(what).isLessThanOrEqualTo(most(operation));
    assertThat(now.items()).as(what).containsAll(records);
    refusal.ifPresent(
        refused -> {
          assertThat(refused).as(what).isInstanceOf(UnreadableRecord.class);
          UnreadableRecord unreadable = (UnreadableRecord) refused;
          Map<String, AttributeValue> named =
              Map.of(
                  "id", AttributeValue.fromS(unreadable.id()),
                  "rng", AttributeValue.fromS(unreadable.rng()));
          assertThat(records).as(what).extracting(UnreadableRecordsContract::key).contains(named);
          assertThat(now).as(what).isEqualTo(then);
        });
  }

  /** Attempts an operation, and reads the table if it tried to write. */
  private Optional<OrgtableException> attempt(Operation operation) {
    int before = writes.get();
    try {
      var unused = operation.act().apply(orgtable());
      return Optional.empty();
    } catch (OrgtableException e) {
      return Optional.of(e);
    } finally {
      if (writes.get() > before) {
        read();
      }
    }
  }

  private static boolean isMadeAgain(Map<String, AttributeValue> item) {
    return key(item).values().stream().noneMatch(part -> RANDOM.matcher(part.s()).matches());
  }

  /** Returns all copies of the tombstones, since each read takes a random one. */
  private static List<Map<String, AttributeValue>> endings() {
    return IntStream.range(0, COPIES_OF_ENDINGS)
        .mapToObj(
            copy ->
                Map.of(
                    "id", AttributeValue.fromS("endings/" + copy),
                    "rng", AttributeValue.fromS("endings"),
                    "typ", AttributeValue.fromS("endings"),
                    "v", AttributeValue.fromN("2")))
        .toList();
  }

  private Table read() {
    now = Table.of(items());
    return now;
  }

  /** Puts and deletes the items that differ between the actual and the wanted content. */
  private void become(Table wanted) {
    for (Map<String, AttributeValue> item : now.items()) {
      if (!wanted.has(item)) {
        client().deleteItem(delete -> delete.tableName(tableName).key(key(item)));
      }
    }
    wanted.items().stream().filter(item -> !now.hasUnchanged(item)).forEach(this::put);
    now = wanted;
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>(item);
    key.keySet().retainAll(Set.of("id", "rng"));
    return key;
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String name, AttributeValue value) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, AttributeValue> without(
      Map<String, AttributeValue> item, String name) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.remove(name);
    return changed;
  }

  /** The content of a table, by key. */
  private record Table(Map<Map<String, AttributeValue>, Map<String, AttributeValue>> byKey) {

    static Table of(Collection<Map<String, AttributeValue>> items) {
      return new Table(Map.of()).with(items);
    }

    Collection<Map<String, AttributeValue>> items() {
      return byKey.values();
    }

    /** Returns whether there is an item with this one's key. */
    boolean has(Map<String, AttributeValue> item) {
      return byKey.containsKey(key(item));
    }

    boolean hasUnchanged(Map<String, AttributeValue> item) {
      return item.equals(byKey.get(key(item)));
    }

    /** Returns this content with records replacing those with the same keys. */
    Table with(Collection<Map<String, AttributeValue>> records) {
      Map<Map<String, AttributeValue>, Map<String, AttributeValue>> all = new HashMap<>(byKey);
      records.forEach(record -> all.put(key(record), record));
      return new Table(all);
    }
  }
}
