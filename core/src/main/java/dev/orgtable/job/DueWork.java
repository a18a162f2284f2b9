package dev.orgtable.job;

import dev.orgtable.Delivery;
import dev.orgtable.Invitation;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.event.Actor;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.InvitationRemoval;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.StoredLease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Processes what is due for invitations: sends mails and removes expired invitations. */
final class DueWork {

  /** The number of due entries per page. */
  private static final int PAGE = 50;

  private final Context context;

  /** Null if no mails are sent. */
  private final @Nullable SendMail sendMail;

  private final LeaseWatch<Key> waiting;
  private final Set<Key> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final RateLimiter limiter;
  private final StopSignal stop;

  DueWork(
      Context context,
      @Nullable SendMail sendMail,
      LeaseWatch<Key> waiting,
      ExecutorService threads,
      RateLimiter limiter,
      StopSignal stop) {
    this.context = context;
    this.sendMail = sendMail;
    this.waiting = waiting;
    this.threads = threads;
    this.limiter = limiter;
    this.stop = stop;
  }

  /**
   * Processes all due entries; none while the local clock may be wrong.
   *
   * @return the number of entries processed
   * @throws dev.orgtable.OrgtableException.ClockSkew if the local clock differs from the engine's
   *     by more than a minute
   * @throws InterruptedException if the worker is stopped; entries under way are completed
   */
  synchronized int processDue() throws InterruptedException {
    int done = 0;
    underWay.clear();
    String now = DueEntry.seconds(context.now()).toString();
    stop.check();
    for (ItemPage page :
        context.pages(
            "worker.listDue", QuerySpec.upTo(Directory.INDEX, Directory.DUE, now).limit(PAGE))) {
      context.requireClock();
      done += process(page.items());
      stop.check();
    }
    waiting.retain(underWay);
    return done;
  }

  /**
   * Processes a page of entries. Since the index is eventually consistent, the records and their
   * organisations are read again.
   */
  private int process(List<Item> entries) throws InterruptedException {
    Set<Key> keys = new HashSet<>();
    for (Item entry : entries) {
      keys.add(entry.key());
      Keys.organisationOf(entry.key()).map(OrganisationRecord::key).ifPresent(keys::add);
    }
    Map<Key, Item> found =
        context.observe(
            "worker.readDue", table -> LiveRecords.getReadable(table, keys, Consistency.STRONG));
    List<Future<Boolean>> begun = new ArrayList<>();
    for (Item entry : entries) {
      Optional<Item> record = Optional.ofNullable(found.get(entry.key()));
      Optional<Invitation> invitation = record.flatMap(OrganisationInvitationRecord::from);
      if (invitation.isPresent()) {
        begun.add(threads.submit(() -> process(record.get(), invitation.get(), found)));
      }
    }
    return await(begun);
  }

  /** Waits for all tasks, and then throws the first failure, if any. */
  private static int await(List<Future<Boolean>> begun) throws InterruptedException {
    int done = 0;
    Optional<Throwable> first = Optional.empty();
    for (Future<Boolean> each : begun) {
      try {
        done += each.get() ? 1 : 0;
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        first = first.isPresent() ? first : Optional.of(cause);
      }
    }
    if (first.isPresent()) {
      if (first.get() instanceof RuntimeException failure) {
        throw failure;
      }
      if (first.get() instanceof InterruptedException stopped) {
        throw stopped;
      }
      throw new IllegalStateException(first.get());
    }
    return done;
  }

  /** Returns whether another worker holds an unexpired lease of the mail. */
  private boolean isUnderWay(Item record) {
    Optional<StoredLease> held = DueEntry.held(record);
    held.ifPresent(lease -> underWay.add(record.key()));
    return held.filter(lease -> !waiting.isOver(record.key(), lease, SendMail.LEASE)).isPresent();
  }

  private boolean process(Item record, Invitation invitation, Map<Key, Item> found)
      throws InterruptedException {
    stop.check();
    stop.sleep(limiter.delay());
    Instant now = context.now();
    if (!context.clockAgrees()) {
      return false;
    }
    if (!now.isBefore(DueEntry.of(invitation).removedAt())) {
      return context
          .as(Actor.EXPIRY)
          .observe("worker.removeExpired", table -> InvitationRemoval.remove(table, record, now));
    }
    Optional<Delivery> due = invitation.delivery().filter(mail -> mail.isDueAt(now));
    if (due.isEmpty() || isUnderWay(record)) {
      return false;
    }
    if (invitation.isExpiredAt(now)) {
      return SendMail.giveUp(context, record, invitation, due.get(), "the invitation has expired");
    }
    if (due.get().attempts() >= SendMail.MOST_ATTEMPTS) {
      return SendMail.giveUp(context, record, invitation, due.get(), "too many attempts");
    }
    Optional<OrganisationRecord> source =
        Optional.ofNullable(found.get(OrganisationRecord.key(invitation.organisation())))
            .flatMap(OrganisationRecord::from);
    return sendMail != null
        && source.isPresent()
        && sendMail.send(record, invitation, due.get(), source.get().organisation());
  }
}
