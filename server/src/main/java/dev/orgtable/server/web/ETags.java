package dev.orgtable.server.web;

/** Converts revisions to entity tags, such as {@code "3"}. */
public final class ETags {

  private ETags() {}

  /** Returns the entity tag of a revision. */
  public static String of(long revision) {
    return "\"" + revision + "\"";
  }
}
