package dev.orgtable.internal;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.util.Set;
import java.util.TreeSet;

/** The origin of an item, judged by its key, type and version. */
public enum Provenance {
  /** A record that this version reads, under any key. */
  OURS,
  /** A record of one of our types in a version that this library does not read. */
  NEWER,
  /**
   * An item without a type under one of our keys: created by an unconditional update, or damaged.
   */
  GHOST,
  /** An item under one of our keys, of another program or of a newer version's record type. */
  FOREIGN,
  /** An item of another program under its own key. */
  NEIGHBOUR;

  private static final Set<String> KEY = Set.of("id", "rng");

  private static final int MOST_NAMES = 8;

  public static Provenance of(Item item) {
    boolean inPlace = RecordTypes.isOurs(item.key());
    if (RecordTypes.isKnown(item)) {
      return Layout.is(item, Layout.type(item))
          ? OURS
          : inPlace || Layout.version(item) > Layout.CURRENT ? NEWER : NEIGHBOUR;
    }
    if (!inPlace) {
      return NEIGHBOUR;
    }
    boolean untyped = item.value(Item.TYPE).isEmpty();
    return untyped && (item.value("v").isPresent() || isOfUnconditionalUpdate(item))
        ? GHOST
        : FOREIGN;
  }

  /**
   * Returns whether an item is one that the unconditional updates of the original Go program
   * created: only a key, or a key with a member's groups or an acceptance time.
   */
  public static boolean isOfUnconditionalUpdate(Item item) {
    Set<String> names = new TreeSet<>(item.attributes().keySet());
    names.removeAll(KEY);
    String rng = item.key().rng();
    return names.isEmpty()
        || (names.equals(Set.of(Groups.ATTRIBUTE))
            && rng.startsWith(Keys.MEMBERS)
            && !item.strings(Groups.ATTRIBUTE).isEmpty())
        || (names.equals(Set.of(UserOrganisationRecord.ACCEPTED_AT))
            && rng.startsWith(Keys.USER_ORGANISATIONS)
            && item.instant(UserOrganisationRecord.ACCEPTED_AT).isPresent());
  }

  /** Describes an item for people. */
  public static String describe(Item item) {
    Set<String> names = new TreeSet<>(item.attributes().keySet());
    names.removeAll(KEY);
    names.remove(Item.TYPE);
    String type = item.text(Item.TYPE);
    String what =
        type.isEmpty()
            ? "no record type"
            : RecordTypes.isKnown(item)
                ? "type " + type + " of version " + item.value("v").map(v -> v.n()).orElse("none")
                : "foreign type " + type;
    if (names.isEmpty()) {
      return what + ", only a key";
    }
    String some = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return what + ", with " + some + (names.size() > MOST_NAMES ? ", …" : "");
  }
}
