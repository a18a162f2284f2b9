package dev.orgtable.maintenance;

import dev.orgtable.JobId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.Tombstones;
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
 * Checks that every copy of {@link Tombstones} names exactly the deleted sources that still exist
 * as tombstones. A reader reads one copy: if it does not name a source, what belongs to that source
 * still counts. Checks in the same way that they name exactly the organisations whose members a job
 * marks as suspended.
 */
final class TombstoneCheck {

  private TombstoneCheck() {}

  /** Returns the keys that a tombstone, or a copy, refers to. */
  static Set<Key> counterparts(Item item) {
    if (isDeleted(item) || marking(item).isPresent()) {
      return copies();
    }
    Set<Key> sources = new LinkedHashSet<>();
    if (Layout.is(item, Tombstones.TYP)) {
      item.strings(Tombstones.ENDED).stream()
          .flatMap(text -> source(text).stream())
          .forEach(sources::add);
      for (String text : item.strings(Tombstones.SUSPENDING)) {
        source(Tombstones.organisationOf(text)).ifPresent(sources::add);
        job(text).ifPresent(sources::add);
      }
    }
    return sources;
  }

  /** Returns the inconsistencies, as text. */
  static List<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    if (isDeleted(item)) {
      List<String> silent =
          copies().stream()
              .filter(copy -> !Tombstones.of(others.apply(copy)).has(item.key()))
              .map(Key::id)
              .toList();
      return silent.isEmpty() || !isUnderWay(item, others)
          ? List.of()
          : List.of("not named in " + String.join(", ", silent));
    }
    if (marking(item).isPresent()) {
      List<String> silent =
          copies().stream()
              .filter(copy -> !names(others.apply(copy), suspending(item)))
              .map(Key::id)
              .toList();
      return silent.isEmpty() ? List.of() : List.of("not named in " + String.join(", ", silent));
    }
    return Layout.is(item, Tombstones.TYP)
        ? Stream.concat(
                wrongNames(item, others).map(text -> "names " + text + ", which is not deleted"),
                wrongSuspending(item, others)
                    .map(text -> "names " + text + ", whose members no job suspends"))
            .toList()
        : List.of();
  }

  private static boolean names(Optional<Item> copy, String suspending) {
    return copy.filter(item -> item.strings(Tombstones.SUSPENDING).contains(suspending))
        .isPresent();
  }

  /** Returns the job that marks the members of a suspended organisation, if the item is one. */
  private static Optional<JobId> marking(Item item) {
    return OrganisationRecord.from(item).flatMap(record -> record.suspension().marking());
  }

  private static String suspending(Item organisation) {
    return Tombstones.suspending(organisation.key(), marking(organisation).orElseThrow());
  }

  private static Optional<Key> job(String suspending) {
    return Tombstones.jobOf(suspending).map(JobRecord::key);
  }

  /**
   * Returns the names of organisations that no job marks. An open job removes its own name, also
   * from an organisation that was deleted meanwhile.
   */
  private static Stream<String> wrongSuspending(Item copy, Function<Key, Optional<Item>> others) {
    return new TreeSet<>(copy.strings(Tombstones.SUSPENDING))
        .stream()
            .filter(text -> job(text).flatMap(others).filter(JobRecord::isOpen).isEmpty())
            .filter(
                text ->
                    source(Tombstones.organisationOf(text))
                        .flatMap(others)
                        .filter(item -> marking(item).isPresent())
                        .filter(item -> suspending(item).equals(text))
                        .isEmpty());
  }

  /** Returns the fix of a tombstone that copies do not name, or of a copy with wrong names. */
  static Fix fix(Table table, Item item) {
    Map<Key, Item> others = table.getAll(counterparts(item), Consistency.STRONG);
    if (isDeleted(item)) {
      return nameEverywhere(item, others, Tombstones.ENDED, item.key().toString(), Tombstones.MOST);
    }
    return marking(item).isPresent()
        ? nameEverywhere(
            item, others, Tombstones.SUSPENDING, suspending(item), Tombstones.MOST_SUSPENDING)
        : withoutWrongNames(item, others);
  }

  private static Fix nameEverywhere(
      Item source, Map<Key, Item> copies, String set, String name, int most) {
    Transaction transaction =
        new Transaction().require(source.key(), Conditions.same(source), Fix.CHANGED);
    for (Key copy : copies()) {
      boolean named =
          Optional.ofNullable(copies.get(copy))
              .filter(item -> Layout.is(item, Tombstones.TYP))
              .filter(item -> item.strings(set).contains(name))
              .isPresent();
      if (!named) {
        transaction.update(
            copy,
            new Change()
                .set(Item.TYPE, Tombstones.TYP)
                .set("v", Layout.CURRENT)
                .add(set, Set.of(name)),
            Conditions.absentOrLive().hasAtMost(set, most - 1),
            Fix.CHANGED);
      }
    }
    return Fix.by("added to every copy of the tombstone register", transaction);
  }

  private static Fix withoutWrongNames(Item copy, Map<Key, Item> sources) {
    Function<Key, Optional<Item>> others = key -> Optional.ofNullable(sources.get(key));
    Set<String> ended = new HashSet<>(copy.strings(Tombstones.ENDED));
    Set<String> suspending = new HashSet<>(copy.strings(Tombstones.SUSPENDING));
    Set<Key> read = new LinkedHashSet<>();
    wrongNames(copy, others)
        .forEach(
            text -> {
              ended.remove(text);
              source(text).ifPresent(read::add);
            });
    wrongSuspending(copy, others)
        .forEach(
            text -> {
              suspending.remove(text);
              source(Tombstones.organisationOf(text)).ifPresent(read::add);
            });
    Transaction transaction = new Transaction();
    for (Key key : read) {
      transaction.require(
          key, others.apply(key).map(Conditions::same).orElseGet(Condition::absent), Fix.CHANGED);
    }
    Item right =
        copy.change().with(Tombstones.ENDED, ended).with(Tombstones.SUSPENDING, suspending).build();
    return Fix.by(
        "wrong names removed from the tombstone register",
        transaction.put(right, Conditions.same(copy), Fix.CHANGED));
  }

  private static Stream<String> wrongNames(Item copy, Function<Key, Optional<Item>> others) {
    return new TreeSet<>(copy.strings(Tombstones.ENDED))
        .stream()
            .filter(
                text -> source(text).flatMap(others).filter(TombstoneCheck::isDeleted).isEmpty());
  }

  /** A tombstone whose job is lost is reported for that reason instead. */
  private static boolean isUnderWay(Item ended, Function<Key, Optional<Item>> others) {
    return TombstoneRecord.job(ended)
        .map(JobRecord::key)
        .flatMap(others)
        .filter(JobRecord::isOpen)
        .isPresent();
  }

  private static boolean isDeleted(Item item) {
    return TombstoneRecord.is(item) && !TombstoneRecord.isMoved(item);
  }

  private static Set<Key> copies() {
    Set<Key> copies = new LinkedHashSet<>();
    IntStream.range(0, Tombstones.COPIES).mapToObj(Keys::tombstones).forEach(copies::add);
    return copies;
  }

  /** Parses a key written by {@link Key#toString}; empty if it is not the key of a source. */
  private static Optional<Key> source(String text) {
    int blank = text.indexOf(' ');
    return blank < 0
        ? Optional.empty()
        : Optional.of(new Key(text.substring(0, blank), text.substring(blank + 1)))
            .filter(
                key ->
                    RecordTypes.of(key)
                        .filter(type -> type.isSource() && type.owns(key))
                        .isPresent());
  }
}
