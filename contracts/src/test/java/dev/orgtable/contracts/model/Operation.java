package dev.orgtable.contracts.model;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * An operation of the store beside what the model says of it.
 *
 * @param name what it is called
 * @param store does it
 * @param model predicts it
 * @param refusals what it may be refused by
 */
record Operation(
    String name,
    BiFunction<Subject, Arguments, Object> store,
    BiFunction<Model, Arguments, Object> model,
    Set<Class<? extends RuntimeException>> refusals) {

  private static final String DONE = "done";

  /** Returns an operation that answers something. */
  static Operation asking(
      String name,
      BiFunction<Subject, Arguments, Object> store,
      BiFunction<Model, Arguments, Object> model) {
    return new Operation(name, store, model, Set.of());
  }

  /** Returns an operation that answers nothing. */
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

  /** Returns the same with what it may be refused by. */
  @SafeVarargs
  final Operation refusedBy(Class<? extends RuntimeException>... refused) {
    Set<Class<? extends RuntimeException>> all = new HashSet<>();
    for (Class<? extends RuntimeException> refusal : refused) {
      all.add(refusal);
    }
    return new Operation(name, store, model, all);
  }

  /** Returns whether an outcome is one that may be. */
  boolean mayEndIn(Outcome outcome) {
    return outcome.kind().equals(Outcome.APPLIED)
        || refusals.stream().anyMatch(refusal -> refusal.getSimpleName().equals(outcome.kind()));
  }

  @Override
  public String toString() {
    return name;
  }
}
