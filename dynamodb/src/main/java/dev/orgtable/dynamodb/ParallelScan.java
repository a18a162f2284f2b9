package dev.orgtable.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * A scan of the whole table in segments, each read by a thread of its own, strongly consistent. An
 * item that is there all the while is read exactly once.
 */
public final class ParallelScan {

  /** How many items are handed over in one go. */
  private static final int BATCH = 100;

  private final Connection connection;
  private final int segments;
  private final Serial serial = new Serial();

  /**
   * Divides the table.
   *
   * @param segments into how many parts, 1 to 256; 1 is read by the caller's thread
   */
  public ParallelScan(Connection connection, int segments) {
    this.connection = connection;
    this.segments = segments;
  }

  /** Returns a consumer that takes one value at a time, though it is given them by all threads. */
  public <T> Consumer<T> serially(Consumer<T> taken) {
    return serial.of(taken);
  }

  /**
   * Reads the whole table. What either consumer throws ends the scan.
   *
   * @param work is given up to 100 items at once, by several threads
   * @param progress is given how many items were worked on since, never by two threads at once
   * @return how many items were read
   * @throws IllegalArgumentException if there are not 1 to 256 segments
   */
  public long run(Consumer<List<Item>> work, LongConsumer progress) {
    AtomicLong count = new AtomicLong();
    ParallelWork parts = new ParallelWork(connection.failures(), segments);
    parts.run(
        segment -> {
          for (ItemPage page :
              Pages.of(Map.of(), after -> connection.open().scan(segment, segments, after))) {
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
