package dev.orgtable.testkit;

import dev.orgtable.store.Orgtable;
import java.util.function.Consumer;

/**
 * One operation of the store on the sample table, to be tried under faults.
 *
 * @param name for people to read
 * @param prepare what else the sample table must hold before
 * @param act the operation
 */
record Operation(String name, Consumer<Orgtable> prepare, Consumer<Orgtable> act) {

  static Operation of(String name, Consumer<Orgtable> act) {
    return new Operation(name, orgtable -> {}, act);
  }

  Operation after(Consumer<Orgtable> preparation) {
    return new Operation(name, preparation, act);
  }

  @Override
  public String toString() {
    return name;
  }
}
