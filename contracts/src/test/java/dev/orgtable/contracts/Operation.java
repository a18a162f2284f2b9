package dev.orgtable.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One operation of the store on the sample table, to run under faults.
 *
 * @param name the name in reports
 * @param prepare prepares the sample table
 * @param act runs the operation and returns its result
 * @param makesAnother whether each call creates something new
 * @param inSteps whether it writes more than once, so that it may stop between two writes
 */
public record Operation(
    String name,
    Consumer<Orgtable> prepare,
    Function<Orgtable, Object> act,
    boolean makesAnother,
    boolean inSteps) {

  private static final String DONE = "done";

  /** Returns an operation without a result. */
  public static Operation of(String name, Consumer<Orgtable> act) {
    return answering(
        name,
        orgtable -> {
          act.accept(orgtable);
          return DONE;
        });
  }

  /** Returns an operation with a result. */
  public static Operation answering(String name, Function<Orgtable, Object> act) {
    return new Operation(name, orgtable -> {}, act, false, false);
  }

  /** Returns an operation that creates something new in each call. */
  public static Operation making(String name, Function<Orgtable, Object> act) {
    return new Operation(name, orgtable -> {}, act, true, false);
  }

  public Operation after(Consumer<Orgtable> preparation) {
    return new Operation(name, preparation, act, makesAnother, inSteps);
  }

  /** Returns this operation as one that writes more than once. */
  public Operation inSeveralSteps() {
    return new Operation(name, prepare, act, makesAnother, true);
  }

  /**
   * Returns this operation with a receipt: every call has the same result, and is never refused
   * because of an earlier call.
   */
  public Operation once() {
    Receipt receipt = Receipt.of(name, name);
    return new Operation(
        name + ", once",
        prepare,
        orgtable -> {
          try {
            return orgtable.once(receipt, act, Object::toString);
          } catch (OrgtableException e) {
            assertThat(e).as(name).isInstanceOfAny(Unavailable.class, UnreadableRecord.class);
            throw e;
          }
        },
        false,
        inSteps);
  }

  @Override
  public String toString() {
    return name;
  }
}
