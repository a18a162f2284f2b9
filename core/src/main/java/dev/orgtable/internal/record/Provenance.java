package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Item;
import java.util.Set;
import java.util.TreeSet;

/** Whose an item is, as its key, its type and its version tell. */
public enum Provenance {
  /** A record that this version reads, wherever it stands. */
  OURS,
  /** A record of one of our types, of a version that this version does not read. */
  NEWER,
  /** Under one of our keys, without a type: what a careless update leaves, or lost its type. */
  GHOST,
  /** Under one of our keys, of another program, or of a type that a newer version has. */
  FOREIGN,
  /** Anywhere else: none of our business. */
  NEIGHBOUR;

  private static final Set<String> KEY = Set.of("id", "rng");

  private static final int MOST_NAMES = 8;

  public static Provenance of(Item item) {
    boolean inPlace = RecordTypes.isOurs(item.key());
    if (RecordTypes.isTold(item)) {
      return Layout.is(item, Layout.type(item))
          ? OURS
          : inPlace || Layout.version(item) > Layout.CURRENT ? NEWER : NEIGHBOUR;
    }
    if (!inPlace) {
      return NEIGHBOUR;
    }
    boolean untyped = item.value(Item.TYPE).isEmpty();
    return untyped && (item.value("v").isPresent() || isMistake(item)) ? GHOST : FOREIGN;
  }

  /**
   * Returns whether an item is what the updates of the original Go program made where there was no
   * record: a key alone, the groups of a member, or when an invitation was accepted.
   */
  public static boolean isMistake(Item item) {
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

  /** Tells what an item is, for a person to read. */
  public static String describe(Item item) {
    Set<String> names = new TreeSet<>(item.attributes().keySet());
    names.removeAll(KEY);
    names.remove(Item.TYPE);
    String type = item.text(Item.TYPE);
    String what =
        type.isEmpty()
            ? "no record type"
            : RecordTypes.isTold(item)
                ? "type " + type + " of version " + item.value("v").map(v -> v.n()).orElse("none")
                : "foreign type " + type;
    if (names.isEmpty()) {
      return what + ", a key and nothing else";
    }
    String some = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return what + ", holds " + some + (names.size() > MOST_NAMES ? ", …" : "");
  }
}
