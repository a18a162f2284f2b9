package dev.orgtable.internal;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.dynamodb.Failures;
import dev.orgtable.dynamodb.Transaction;
import org.jspecify.annotations.Nullable;

/** Creates this library's exceptions for failures of the table. */
public final class StoreFailures implements Failures {

  @Override
  public RuntimeException unavailable(
      String why, boolean noRoom, boolean maybeApplied, @Nullable Throwable cause) {
    return noRoom
        ? Unavailable.ofStorage(why, maybeApplied, cause)
        : new Unavailable(why, maybeApplied, cause);
  }

  @Override
  public RuntimeException tooLarge(int writes) {
    return new TooLarge(
        "the change needs "
            + writes
            + " writes, more than the "
            + Transaction.MOST
            + " of one transaction");
  }

  @Override
  public boolean isRefusal(RuntimeException failure) {
    return failure instanceof OrgtableException && !(failure instanceof Unavailable);
  }
}
