package dev.orgtable.contracts.model;

import dev.orgtable.contracts.Engine;
import dev.orgtable.contracts.EngineTime;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.Seed;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Random sequences of all operations have the same results as a model in plain Java sets and maps,
 * step by step. All sequences share one table, which is emptied between them. Searches must show
 * every write immediately, so that the engine's index must be consistent. The system property
 * {@code orgtable.model.sequences} sets the number of sequences; a failure shows the steps needed,
 * and the seed.
 */
@Tag("slow")
final class ModelContract {

  private static final int SEQUENCES = Integer.getInteger("orgtable.model.sequences", 300);
  private static final int LONGEST = 24;
  private static final int BATCH = 25;
  private static final AttributeValue NONE = AttributeValue.fromS("");
  private static final AttributeValue SETTINGS = AttributeValue.fromS("eventSettings");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String tableName = "orgtable-" + UUID.randomUUID();
  private final Tally tally = new Tally();

  @BeforeEach
  final void createTable() {
    Orgtable.on(Engine.client(), tableName).schema().create(false, PATIENCE);
  }

  @AfterEach
  final void deleteTable() {
    Engine.client().deleteTable(request -> request.tableName(tableName));
    Tally.print("%s", tally);
  }

  @Test
  void the_store_does_what_the_model_does() {
    Random random = Seed.random();
    for (int i = 1; i <= SEQUENCES; i++) {
      boolean peopled = random.nextInt(5) > 0;
      List<Step> steps =
          Stream.generate(() -> Step.random(random)).limit(1L + random.nextInt(LONGEST)).toList();
      try {
        take(peopled, steps);
      } catch (AssertionError e) {
        String which = "sequence %d with %s: ".formatted(i, Seed.option());
        throw new AssertionError(which + shortest(peopled, steps) + ": " + e.getMessage(), e);
      }
    }
  }

  /** Runs steps on an empty table and empties it again. */
  private void take(boolean peopled, List<Step> steps) {
    TestClock clock = new TestClock();
    Orgtable orgtable =
        Orgtable.on(
            EngineTime.of(clock, Engine.client()), tableName, Settings.DEFAULT.withClock(clock));
    Sequence sequence = new Sequence(orgtable, clock, tally);
    try {
      if (peopled) {
        sequence.people();
      }

      steps.forEach(sequence::take);

      sequence.compare();
    } finally {
      empty();
    }
  }

  /** Removes the steps without which the sequence still fails. */
  private List<Step> shortest(boolean peopled, List<Step> failing) {
    List<Step> steps = new ArrayList<>(failing);
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.remove(i);
      if (succeeds(peopled, steps)) {
        steps.add(i, step);
      }
    }
    return steps;
  }

  private boolean succeeds(boolean peopled, List<Step> steps) {
    try {
      take(peopled, steps);
      return true;
    } catch (AssertionError fails) {
      return false;
    }
  }

  /** Removes all items, except the one that says that the table keeps events. */
  private void empty() {
    List<WriteRequest> deletes =
        Engine.client().scan(request -> request.tableName(tableName)).items().stream()
            .filter(item -> !item.getOrDefault("id", NONE).equals(SETTINGS))
            .map(
                item ->
                    Map.of(
                        "id", item.getOrDefault("id", NONE), "rng", item.getOrDefault("rng", NONE)))
            .map(key -> WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build())
            .toList();
    for (int from = 0; from < deletes.size(); from += BATCH) {
      List<WriteRequest> batch = deletes.subList(from, Math.min(from + BATCH, deletes.size()));
      Engine.client().batchWriteItem(request -> request.requestItems(Map.of(tableName, batch)));
    }
  }
}
