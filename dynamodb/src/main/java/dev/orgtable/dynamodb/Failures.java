package dev.orgtable.dynamodb;

import org.jspecify.annotations.Nullable;

/** The exceptions that an application wants for what goes wrong with the table itself. */
public interface Failures {

  /** Throws this package's own exceptions. */
  Failures STANDARD =
      new Failures() {
        @Override
        public RuntimeException unavailable(
            String why, boolean noRoom, boolean maybeApplied, @Nullable Throwable cause) {
          return new TableUnavailableException(why, maybeApplied, cause);
        }

        @Override
        public RuntimeException tooLarge(int writes) {
          return new IllegalArgumentException(
              writes + " writes are more than the " + Transaction.MOST + " of one transaction");
        }

        @Override
        public boolean isRefusal(RuntimeException failure) {
          return !(failure instanceof TableUnavailableException
              || failure instanceof IllegalStateException);
        }
      };

  /**
   * Returns what to throw where the table could not be reached within the deadline.
   *
   * @param why in words
   * @param noRoom whether the engine told that it has no room to write
   * @param maybeApplied whether a write may have been applied all the same
   * @param cause what the SDK threw last, if it did
   */
  RuntimeException unavailable(
      String why, boolean noRoom, boolean maybeApplied, @Nullable Throwable cause);

  /**
   * Returns what to throw where an operation takes more than one transaction can hold.
   *
   * @param writes how many it takes
   */
  RuntimeException tooLarge(int writes);

  /**
   * Returns whether an exception tells what an operation found: for one that is done once, that may
   * be what another process did for the same request.
   */
  boolean isRefusal(RuntimeException failure);
}
