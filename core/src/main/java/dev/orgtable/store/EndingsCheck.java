package dev.orgtable.store;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether every copy of {@link Endings} names exactly the sources that were deleted and are not
 * gone yet. A reader reads one copy: where that does not name a source, what belongs to it still
 * counts.
 */
final class EndingsCheck {

  private EndingsCheck() {}

  /** Returns the keys that an ended source, or a copy, must agree with. */
  static Set<Key> counterparts(Item item) {
    if (isDeleted(item)) {
      return copies();
    }
    Set<Key> sources = new LinkedHashSet<>();
    if (item.is(Endings.TYP)) {
      item.strings(Endings.ENDED).stream()
          .flatMap(text -> source(text).stream())
          .forEach(sources::add);
    }
    return sources;
  }

  /** Returns what does not agree, in words. */
  static List<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    if (isDeleted(item)) {
      List<String> silent =
          copies().stream()
              .filter(copy -> !Endings.of(others.apply(copy)).has(item.key()))
              .map(Key::id)
              .toList();
      return silent.isEmpty() || !isUnderWay(item, others)
          ? List.of()
          : List.of("not named in " + String.join(", ", silent));
    }
    return item.is(Endings.TYP)
        ? wrongNames(item, others).map(text -> "names " + text + ", which is not deleted").toList()
        : List.of();
  }

  /** Returns how all copies come to agree with an ended source, or a copy with all of them. */
  static Mending mending(Table table, Item item) {
    Map<Key, Item> others = table.getAll(counterparts(item), Consistency.STRONG);
    return isDeleted(item) ? nameEverywhere(item, others) : withoutWrongNames(item, others);
  }

  private static Mending nameEverywhere(Item ended, Map<Key, Item> copies) {
    Transaction transaction =
        new Transaction().require(ended.key(), Condition.same(ended), Mending.CHANGED);
    Set<String> name = Set.of(ended.key().toString());
    for (Key copy : copies()) {
      if (!Endings.of(Optional.ofNullable(copies.get(copy))).has(ended.key())) {
        transaction.update(
            copy,
            new Change().set("typ", Endings.TYP).set("v", Item.VERSION).add(Endings.ENDED, name),
            Condition.absentOrPresent().atMost(Endings.ENDED, Endings.MOST - 1),
            Mending.CHANGED);
      }
    }
    return Mending.by("named in every copy of the register of deletions", transaction);
  }

  private static Mending withoutWrongNames(Item copy, Map<Key, Item> sources) {
    Set<String> kept = new HashSet<>(copy.strings(Endings.ENDED));
    Transaction transaction = new Transaction();
    wrongNames(copy, key -> Optional.ofNullable(sources.get(key)))
        .forEach(
            text -> {
              kept.remove(text);
              source(text)
                  .ifPresent(
                      key ->
                          transaction.require(
                              key,
                              Optional.ofNullable(sources.get(key))
                                  .map(Condition::same)
                                  .orElseGet(Condition::absent),
                              Mending.CHANGED));
            });
    Item right = copy.at(copy.key()).without(Endings.ENDED);
    return Mending.by(
        "names only what is deleted",
        transaction.put(
            kept.isEmpty() ? right : right.with(Endings.ENDED, kept),
            Condition.same(copy),
            Mending.CHANGED));
  }

  private static Stream<String> wrongNames(Item copy, Function<Key, Optional<Item>> others) {
    return new TreeSet<>(copy.strings(Endings.ENDED))
        .stream()
            .filter(text -> source(text).flatMap(others).filter(EndingsCheck::isDeleted).isEmpty());
  }

  /** What a lost job has left is told as that. */
  private static boolean isUnderWay(Item ended, Function<Key, Optional<Item>> others) {
    return EndedRecord.job(ended)
        .map(JobRecord::key)
        .flatMap(others)
        .filter(JobRecord::isOpen)
        .isPresent();
  }

  private static boolean isDeleted(Item item) {
    return EndedRecord.is(item) && !EndedRecord.isMoved(item);
  }

  private static Set<Key> copies() {
    Set<Key> copies = new LinkedHashSet<>();
    IntStream.range(0, Endings.COPIES).mapToObj(Key::endings).forEach(copies::add);
    return copies;
  }

  /** Returns the key that {@link Key#toString} has written; empty if it is no source's. */
  private static Optional<Key> source(String text) {
    int blank = text.indexOf(' ');
    return blank < 0
        ? Optional.empty()
        : Optional.of(new Key(text.substring(0, blank), text.substring(blank + 1)))
            .filter(Key::isSource);
  }
}
