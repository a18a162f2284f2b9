package dev.orgtable.contracts.model;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts outcomes. Thread-safe. */
final class Tally {

  private static final double NANOS = 1e9;

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String what) {
    counts.computeIfAbsent(what, none -> new LongAdder()).increment();
  }

  long of(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  /** Returns all counts, in descending order. */
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, LongAdder>>comparingLong(entry -> entry.getValue().sum())
                .reversed())
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  static double seconds(long since) {
    return (System.nanoTime() - since) / NANOS;
  }

  @SuppressWarnings("SystemOut") // for people to read: the figures
  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
