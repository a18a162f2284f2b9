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
 * One operation of the store on the sample table, to be tried under faults.
 *
 * @param name for people to read
 * @param prepare what else the sample table must hold before
 * @param act the operation, with its answer
 * @param makesAnother whether it makes something new each time that it is called
 * @param inSteps whether it writes more than once, so that it may end between two writes
 */
public record Operation(
    String name,
    Consumer<Orgtable> prepare,
    Function<Orgtable, Object> act,
    boolean makesAnother,
    boolean inSteps) {

  private static final String DONE = "done";

  /** Returns an operation that answers nothing. */
  public static Operation of(String name, Consumer<Orgtable> act) {
    return answering(
        name,
        orgtable -> {
          act.accept(orgtable);
          return DONE;
        });
  }

  /** Returns an operation whose answer counts. */
  public static Operation answering(String name, Function<Orgtable, Object> act) {
    return new Operation(name, orgtable -> {}, act, false, false);
  }

  /** Returns an operation that makes something new each time. */
  public static Operation making(String name, Function<Orgtable, Object> act) {
    return new Operation(name, orgtable -> {}, act, true, false);
  }

  public Operation after(Consumer<Orgtable> preparation) {
    return new Operation(name, preparation, act, makesAnother, inSteps);
  }

  /** Returns the same, writing more than once. */
  public Operation inSeveralSteps() {
    return new Operation(name, prepare, act, makesAnother, true);
  }

  /**
   * Returns the same under a receipt: with one answer, however often, and never refused for what
   * the operation itself has done.
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
