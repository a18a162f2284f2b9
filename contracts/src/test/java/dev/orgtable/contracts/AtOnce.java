package dev.orgtable.contracts;

import dev.orgtable.OrgtableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Calls made from threads of their own, let go at one moment. */
public final class AtOnce {

  private AtOnce() {}

  /**
   * What became of one call.
   *
   * @param answer what it returned; empty if it was refused
   * @param refusal by what it was refused, if it was
   */
  public record Outcome<T>(Optional<T> answer, Optional<OrgtableException> refusal) {}

  /** Makes one call from many threads. */
  public static <T> List<Outcome<T>> call(int threads, Supplier<T> call) {
    return call(Collections.nCopies(threads, call));
  }

  /** Makes calls, each from a thread of its own; returns what became of each, in their order. */
  public static <T> List<Outcome<T>> call(List<Supplier<T>> calls) {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    CyclicBarrier together = new CyclicBarrier(calls.size());
    try {
      List<Future<Outcome<T>>> started = new ArrayList<>();
      for (Supplier<T> call : calls) {
        started.add(
            threads.submit(
                () -> {
                  together.await();
                  return outcome(call);
                }));
      }
      List<Outcome<T>> outcomes = new ArrayList<>();
      for (Future<Outcome<T>> each : started) {
        outcomes.add(each.get());
      }
      return outcomes;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a call at once with others failed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Returns those outcomes that are answers. */
  public static <T> List<T> answers(List<Outcome<T>> outcomes) {
    return outcomes.stream().flatMap(outcome -> outcome.answer().stream()).toList();
  }

  /** Returns by what calls were refused. */
  public static <T> List<OrgtableException> refusals(List<Outcome<T>> outcomes) {
    return outcomes.stream().flatMap(outcome -> outcome.refusal().stream()).toList();
  }

  private static <T> Outcome<T> outcome(Supplier<T> call) {
    try {
      return new Outcome<>(Optional.of(call.get()), Optional.empty());
    } catch (OrgtableException e) {
      return new Outcome<>(Optional.empty(), Optional.of(e));
    }
  }
}
