package dev.orgtable.contracts.model;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * An operation of the store with its counterpart in the model.
 *
 * @param name the name in reports
 * @param store runs the operation
 * @param model predicts it
 * @param refusals the exceptions by which it may be refused
 */
record Operation(
    String name,
    BiFunction<Subject, Arguments, Object> store,
    BiFunction<Model, Arguments, Object> model,
    Set<Class<? extends RuntimeException>> refusals) {

  private static final String DONE = "done";

  /** Returns an operation with a result. */
  static Operation asking(
      String name,
      BiFunction<Subject, Arguments, Object> store,
      BiFunction<Model, Arguments, Object> model) {
    return new Operation(name, store, model, Set.of());
  }

  /** Returns an operation without a result. */
  static Operation doing(
      String name, BiConsumer<Subject, Arguments> store, BiConsumer<Model, Arguments> model) {
    return asking(name, done(store), done(model));
  }

  private static <T> BiFunction<T, Arguments, Object> done(BiConsumer<T, Arguments> call) {
    return (on, with) -> {
      call.accept(on, with);
      return DONE;
    };
  }

  /** Returns this operation with the exceptions by which it may be refused. */
  @SafeVarargs
  final Operation refusedBy(Class<? extends RuntimeException>... refused) {
    Set<Class<? extends RuntimeException>> all = new HashSet<>();
    for (Class<? extends RuntimeException> refusal : refused) {
      all.add(refusal);
    }
    return new Operation(name, store, model, all);
  }

  /** Returns whether an outcome is allowed. */
  boolean mayEndIn(Outcome outcome) {
    return outcome.kind().equals(Outcome.APPLIED)
        || refusals.stream().anyMatch(refusal -> refusal.getSimpleName().equals(outcome.kind()));
  }

  @Override
  public String toString() {
    return name;
  }
}
