package dev.orgtable.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation whose body says the result of a change: what is left out stays, and null
 * removes (RFC 7396). It is read as {@link #TYPE}, too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MergePatch {

  /** {@code application/merge-patch+json}. */
  String TYPE = "application/merge-patch+json";
}
