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

/** Makes concurrent calls, each on a thread of its own, all started at the same moment. */
public final class AtOnce {

  private AtOnce() {}

  /**
   * The outcome of one call.
   *
   * @param answer the result; empty if the call was refused
   * @param refusal the exception by which it was refused, if it was
   */
  public record Outcome<T>(Optional<T> answer, Optional<OrgtableException> refusal) {}

  /** Makes the same call from many threads. */
  public static <T> List<Outcome<T>> call(int threads, Supplier<T> call) {
    return call(Collections.nCopies(threads, call));
  }

  /** Makes calls, each on a thread of its own, and returns their outcomes in order. */
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

  /** Returns the results of the calls that were not refused. */
  public static <T> List<T> answers(List<Outcome<T>> outcomes) {
    return outcomes.stream().flatMap(outcome -> outcome.answer().stream()).toList();
  }

  /** Returns the exceptions of the calls that were refused. */
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
