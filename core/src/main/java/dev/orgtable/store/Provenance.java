package dev.orgtable.store;

import java.util.Set;
import java.util.TreeSet;

/** Whose an item is, as its key, its type and its version tell. */
enum Provenance {
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

  static Provenance of(Item item) {
    boolean inPlace = item.key().isOurs();
    if (item.isOfOurType()) {
      return item.isReadable()
          ? OURS
          : inPlace || item.version() > Item.VERSION ? NEWER : NEIGHBOUR;
    }
    if (!inPlace) {
      return NEIGHBOUR;
    }
    boolean untyped = item.value("typ").isEmpty();
    return untyped && (item.value("v").isPresent() || isMistake(item)) ? GHOST : FOREIGN;
  }

  /**
   * Returns whether an item is what the updates of the original Go program made where there was no
   * record: a key alone, the groups of a member, or when an invitation was accepted.
   */
  static boolean isMistake(Item item) {
    Set<String> names = new TreeSet<>(item.attributes().keySet());
    names.removeAll(KEY);
    String rng = item.key().rng();
    return names.isEmpty()
        || (names.equals(Set.of(Groups.ATTRIBUTE))
            && rng.startsWith(Key.MEMBERS)
            && !item.strings(Groups.ATTRIBUTE).isEmpty())
        || (names.equals(Set.of(UserOrganisationRecord.ACCEPTED_AT))
            && rng.startsWith(Key.USER_ORGANISATIONS)
            && item.instant(UserOrganisationRecord.ACCEPTED_AT).isPresent());
  }

  /** Tells what an item is, for a person to read. */
  static String describe(Item item) {
    Set<String> names = new TreeSet<>(item.attributes().keySet());
    names.removeAll(KEY);
    names.remove("typ");
    String type = item.text("typ");
    String what =
        type.isEmpty()
            ? "no record type"
            : item.isOfOurType()
                ? "type " + type + " of version " + item.value("v").map(v -> v.n()).orElse("none")
                : "foreign type " + type;
    if (names.isEmpty()) {
      return what + ", a key and nothing else";
    }
    String some = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return what + ", holds " + some + (names.size() > MOST_NAMES ? ", …" : "");
  }
}
