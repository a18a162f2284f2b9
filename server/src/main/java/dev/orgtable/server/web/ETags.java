package dev.orgtable.server.web;

import dev.orgtable.server.problem.Problem;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Revisions as callers see them: {@code "3"}. */
public final class ETags {

  private static final Pattern STRONG = Pattern.compile("\"(\\d{1,18})\"");

  private ETags() {}

  /** Returns the entity tag of a revision. */
  public static String of(long revision) {
    return "\"" + revision + "\"";
  }

  /**
   * Returns the revision that {@code If-Match} names; empty without that header, or if it is {@code
   * *}.
   *
   * @throws Problem if it names no revision
   */
  public static OptionalLong seen(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.trim().equals("*")) {
      return OptionalLong.empty();
    }
    Matcher matcher = STRONG.matcher(ifMatch.trim());
    if (!matcher.matches()) {
      throw Problem.ofField("If-Match", "If-Match must be one ETag as it was answered");
    }
    return OptionalLong.of(Long.parseLong(matcher.group(1)));
  }
}
