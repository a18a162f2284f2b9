package dev.orgtable.dynamodb;

import org.jspecify.annotations.Nullable;

/** Creates an application's exceptions for failures of the table. */
public interface Failures {

  /** Creates the exceptions of this package. */
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
              writes + " writes exceed the limit of " + Transaction.MOST + " per transaction");
        }

        @Override
        public boolean isRefusal(RuntimeException failure) {
          return !(failure instanceof TableUnavailableException
              || failure instanceof IllegalStateException);
        }
      };

  /**
   * Returns the exception for a table that could not be reached within the deadline.
   *
   * @param why the reason, for people
   * @param noRoom whether the engine reported that its storage is full
   * @param maybeApplied whether a write may have been applied
   * @param cause the last exception of the SDK; null if there is none
   */
  RuntimeException unavailable(
      String why, boolean noRoom, boolean maybeApplied, @Nullable Throwable cause);

  /**
   * Returns the exception for an operation that does not fit into one transaction.
   *
   * @param writes the number of writes
   */
  RuntimeException tooLarge(int writes);

  /**
   * Returns whether an exception reports what an operation found in the table. For an idempotent
   * operation, that may be the effect of another process that executed the same request.
   */
  boolean isRefusal(RuntimeException failure);
}
