package dev.orgtable.dynamodb;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls a listener so that none of its exceptions reaches the operation, which may have written
 * already. The first exception is logged. An {@link Error} is passed on.
 */
final class GuardedListener implements CostListener {

  private static final System.Logger LOG = System.getLogger(CostListener.class.getName());

  private final CostListener listener;
  private final AtomicBoolean logged = new AtomicBoolean();

  private GuardedListener(CostListener listener) {
    this.listener = listener;
  }

  /** Returns a listener that is guarded; {@link CostListener#NONE} needs no guard. */
  static CostListener of(CostListener listener) {
    return listener == NONE || listener instanceof GuardedListener
        ? listener
        : new GuardedListener(listener);
  }

  @Override
  public void answered(RequestReport report) {
    guarded(() -> listener.answered(report));
  }

  @Override
  public void cached(int items) {
    guarded(() -> listener.cached(items));
  }

  @Override
  public void uncached(int items) {
    guarded(() -> listener.uncached(items));
  }

  @Override
  public void retried(Retry reason) {
    guarded(() -> listener.retried(reason));
  }

  /** Runs the steps once, whatever the listener does, and returns or throws what they do. */
  @Override
  public <T extends @Nullable Object> T observe(String operation, Supplier<T> steps) {
    GuardedSteps<T> once = new GuardedSteps<>(steps);
    guarded(
        () -> {
          try {
            listener.observe(operation, once);
          } catch (RuntimeException e) {
            if (e != once.failure) {
              throw e;
            }
          }
        });
    return once.get();
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      if (!logged.getAndSet(true)) {
        LOG.log(
            System.Logger.Level.ERROR,
            "a cost listener failed; its further failures are not logged: " + listener,
            e);
      }
    }
  }

  /** Steps that run at the first call; the next ones get the same result or exception. */
  private static final class GuardedSteps<T extends @Nullable Object> implements Supplier<T> {
    private @Nullable Supplier<T> steps;
    private @Nullable RuntimeException failure;
    private @Nullable T result;

    GuardedSteps(Supplier<T> steps) {
      this.steps = steps;
    }

    @Override
    @SuppressWarnings("NullAway") // The result is null only if T may be.
    public T get() {
      Supplier<T> now = steps;
      if (now != null) {
        steps = null;
        try {
          result = now.get();
        } catch (RuntimeException e) {
          failure = e;
        }
      }
      if (failure != null) {
        throw failure;
      }
      return result;
    }
  }
}
