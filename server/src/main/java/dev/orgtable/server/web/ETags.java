package dev.orgtable.server.web;

/** Revisions as callers see them: {@code "3"}. */
public final class ETags {

  private ETags() {}

  /** Returns the entity tag of a revision. */
  public static String of(long revision) {
    return "\"" + revision + "\"";
  }
}
