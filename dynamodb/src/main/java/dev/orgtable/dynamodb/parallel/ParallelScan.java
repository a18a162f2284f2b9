package dev.orgtable.dynamodb.parallel;

import dev.orgtable.dynamodb.Connection;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A strongly consistent scan of the whole table in segments, with one thread each. An item that
 * exists throughout is read exactly once.
 */
public final class ParallelScan {

  /** The maximum number of items passed to the consumer at once. */
  private static final int BATCH = 100;

  private final Connection connection;
  private final int segments;
  private final Serial serial = new Serial();

  /**
   * Creates a scan.
   *
   * @param segments the number of segments, 1 to 256; a single one is read on the caller's thread
   */
  public ParallelScan(Connection connection, int segments) {
    this.connection = connection;
    this.segments = segments;
  }

  /** Wraps a consumer so that the threads call it one at a time. */
  public <T> Consumer<T> serially(Consumer<T> taken) {
    return serial.of(taken);
  }

  /**
   * Reads the whole table. An exception from either consumer ends the scan.
   *
   * @param work receives up to 100 items at a time, on several threads
   * @param progress receives the number of items processed since the last call, on one thread at a
   *     time
   * @return the number of items read
   * @throws IllegalArgumentException if the number of segments is not 1 to 256
   */
  public long run(Consumer<List<Item>> work, LongConsumer progress) {
    AtomicLong count = new AtomicLong();
    ParallelWork parts = new ParallelWork(connection.failures(), segments);
    parts.run(
        segment -> {
          for (ItemPage page : connection.pages(segment, segments)) {
            for (List<Item> batch : batches(page.items())) {
              if (!parts.goesOn()) {
                return;
              }
              work.accept(batch);
              count.addAndGet(batch.size());
              serial.run(() -> progress.accept(batch.size()));
            }
          }
        });
    return count.get();
  }

  private static List<List<Item>> batches(List<Item> items) {
    return IntStream.iterate(0, from -> from < items.size(), from -> from + BATCH)
        .mapToObj(from -> items.subList(from, Math.min(from + BATCH, items.size())))
        .toList();
  }
}
