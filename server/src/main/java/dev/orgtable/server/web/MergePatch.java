package dev.orgtable.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation whose body is a merge patch: omitted fields are unchanged, and null clears a
 * field (RFC 7396). It also accepts {@link #TYPE}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MergePatch {

  /** The media type {@code application/merge-patch+json}. */
  String TYPE = "application/merge-patch+json";
}
