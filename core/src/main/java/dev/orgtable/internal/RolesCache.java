package dev.orgtable.internal;

import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.WriteListener;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.role.StoredRoles;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The roles of the application as this process last read them, strongly consistent, or that there
 * are none, for at most 5 seconds from before the read, by the monotonic clock. A write of this
 * process drops what was read before it, and what is being read while it happens.
 *
 * <p>In the last second, one caller renews them, while the others still use them. So they do not
 * all read the same record at once when they expire.
 */
public final class RolesCache implements WriteListener {

  /** The time for which roles are used, from before their read. */
  public static final Duration LONGEST = Duration.ofSeconds(5);

  /** The age at which one caller reads them again. */
  static final Duration RENEWED = Duration.ofSeconds(4);

  private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();
  private final AtomicLong reads = new AtomicLong();

  /** The number of the read whose result somebody renews. */
  private final AtomicLong renewing = new AtomicLong();

  private final AtomicLong writes = new AtomicLong();
  private final LongSupplier nanoTime;

  public RolesCache() {
    this(System::nanoTime);
  }

  RolesCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * The roles as they were read.
   *
   * @param number the number of the read, from 1
   * @param roles the roles; empty if the table has none
   * @param writes the count of writes before the read
   * @param begunAt when the read began, on the monotonic clock
   */
  public record Kept(long number, Optional<StoredRoles> roles, long writes, long begunAt) {}

  /** Returns the roles in memory; empty if the caller is to read them, with {@link #begin}. */
  public Optional<Kept> find() {
    return findUnrenewed()
        .filter(
            found ->
                age(found) < RENEWED.toNanos()
                    || renewing.getAndSet(found.number()) == found.number());
  }

  /**
   * Returns the roles in memory, for a caller whose read would not renew them; empty if it is to
   * read them with {@link #beginUnkept}.
   */
  public Optional<Kept> findUnrenewed() {
    return Optional.ofNullable(kept.get())
        .filter(found -> found.writes() == writes.get() && age(found) < LONGEST.toNanos());
  }

  private long age(Kept found) {
    return nanoTime.getAsLong() - found.begunAt();
  }

  /** Returns a strongly consistent read that begins now. Call this before the request is sent. */
  public Read begin() {
    return new Read(true);
  }

  /** Returns an eventually consistent read, whose result is for its caller alone. */
  public Read beginUnkept() {
    return new Read(false);
  }

  @Override
  public void wrote(Collection<Key> keys) {
    if (keys.contains(RolesRecord.key())) {
      writes.incrementAndGet();
    }
  }

  /** A read of the roles from the table. */
  public final class Read {

    private final long begunAt = nanoTime.getAsLong();
    private final long before = writes.get();

    private final boolean isStrong;

    private Read(boolean isStrong) {
      this.isStrong = isStrong;
    }

    /**
     * Keeps what was read, if the read is strongly consistent.
     *
     * @param roles the roles; empty if the table has none
     */
    public void keep(Optional<StoredRoles> roles) {
      if (isStrong) {
        kept.set(new Kept(reads.incrementAndGet(), roles, before, begunAt));
      }
    }
  }
}
