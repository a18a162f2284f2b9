package dev.orgtable.testkit.model;

import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Random sequences of all operations end as a model in plain Java sets and maps says, step by step.
 * All sequences share one table, which is emptied between them. Searches are expected to show at
 * once what was written: for an engine that keeps its index up to date.
 */
public abstract class ModelContract {

  private static final int SHORTEST = 1;
  private static final int LONGEST = 24;
  private static final int BATCH = 25;
  private static final AttributeValue NONE = AttributeValue.fromS("");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String tableName = "orgtable-" + UUID.randomUUID();
  private final Tally tally = new Tally();

  /** Returns a client of the engine to test on. */
  protected abstract DynamoDbClient client();

  @BeforeProperty
  final void createTable() {
    Orgtable.on(client(), tableName).schema().create(false, PATIENCE);
  }

  @AfterProperty
  final void deleteTable() {
    client().deleteTable(request -> request.tableName(tableName));
    Tally.print("%s", tally);
  }

  @Provide
  final Arbitrary<List<Step>> sequences() {
    return Step.any()
        .list()
        .ofMinSize(SHORTEST)
        .ofMaxSize(LONGEST)
        .withSizeDistribution(RandomDistribution.uniform());
  }

  @Provide
  final Arbitrary<Boolean> mostly() {
    return Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @AddLifecycleHook(PropertySeed.class)
  void the_store_does_what_the_model_does(
      @ForAll("sequences") List<Step> steps, @ForAll("mostly") boolean peopled) {
    TestClock clock = new TestClock();
    Orgtable orgtable = Orgtable.on(client(), tableName, Settings.DEFAULT.withClock(clock));
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

  private void empty() {
    List<WriteRequest> deletes =
        client().scan(request -> request.tableName(tableName)).items().stream()
            .map(
                item ->
                    Map.of(
                        "id", item.getOrDefault("id", NONE), "rng", item.getOrDefault("rng", NONE)))
            .map(key -> WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build())
            .toList();
    for (int from = 0; from < deletes.size(); from += BATCH) {
      List<WriteRequest> batch = deletes.subList(from, Math.min(from + BATCH, deletes.size()));
      client().batchWriteItem(request -> request.requestItems(Map.of(tableName, batch)));
    }
  }
}
