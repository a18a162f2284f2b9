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

  /** What the updates of the original Go program made by mistake, where there was no record. */
  private static final Set<String> BY_MISTAKE = Set.of("id", "rng", "groups", "acceptedAt");

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

  /** Returns whether nothing but an update made an item, and no data is lost with it. */
  static boolean isMistake(Item item) {
    return BY_MISTAKE.containsAll(item.attributes().keySet());
  }

  /** Tells what an item is, for a person to read. */
  static String describe(Item item) {
    Set<String> names = new TreeSet<>(item.attributes().keySet());
    names.removeAll(Set.of("id", "rng", "typ"));
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
