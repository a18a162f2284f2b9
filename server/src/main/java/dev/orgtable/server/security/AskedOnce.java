package dev.orgtable.server.security;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value fetched from a provider on first use and then kept. One thread fetches at a time, and
 * none within five seconds after a failure, so that threads do not queue for a provider that is
 * down.
 */
public final class AskedOnce<T> {

  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Supplier<T> question;
  private final LongSupplier nanos;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable T answer;
  private volatile @Nullable Long failedAt;

  /** Creates a value from the call that fetches it, which throws if it fails. */
  public AskedOnce(Supplier<T> question) {
    this(question, System::nanoTime);
  }

  AskedOnce(Supplier<T> question, LongSupplier nanos) {
    this.question = question;
    this.nanos = nanos;
  }

  /**
   * Returns the value, fetching it if necessary.
   *
   * @throws IllegalStateException if a fetch failed within the last five seconds, or another thread
   *     is still fetching
   */
  public T get() {
    T known = answer;
    if (known != null) {
      return known;
    }
    if (!await()) {
      throw new IllegalStateException("the provider has not responded yet");
    }
    try {
      T meanwhile = answer;
      return meanwhile != null ? meanwhile : ask();
    } finally {
      asking.unlock();
    }
  }

  private T ask() {
    Long failed = failedAt;
    if (failed != null && nanos.getAsLong() - failed < PAUSE_NANOS) {
      throw new IllegalStateException("the provider failed a moment ago");
    }
    failedAt = nanos.getAsLong();
    T found = question.get();
    answer = found;
    return found;
  }

  /** Waits as long as a healthy provider takes at most. */
  private boolean await() {
    try {
      return asking.tryLock(IssuerKeys.WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
