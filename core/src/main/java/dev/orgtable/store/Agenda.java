package dev.orgtable.store;

import dev.orgtable.Delivery;
import dev.orgtable.Invitation;
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

/** What a worker does for invitations when it is due: their mails, and their removal. */
final class Agenda {

  /** How many entries are looked at in one go. */
  private static final int PAGE = 50;

  private final Connection connection;
  private final Optional<Mailing> mailing;
  private final Waiting<Key> waiting;
  private final Set<Key> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final Pace pace;
  private final Stop stop;

  Agenda(
      Connection connection,
      Optional<Mailing> mailing,
      Waiting<Key> waiting,
      ExecutorService threads,
      Pace pace,
      Stop stop) {
    this.connection = connection;
    this.mailing = mailing;
    this.waiting = waiting;
    this.threads = threads;
    this.pace = pace;
    this.stop = stop;
  }

  /**
   * Does all that is due; nothing while the clock may be wrong.
   *
   * @return how many entries something was done about
   * @throws dev.orgtable.OrgtableException.ClockSkew if this process's clock is more than a minute
   *     from the engine's
   * @throws InterruptedException if the worker is to stop; what was begun is done
   */
  synchronized int turn() throws InterruptedException {
    int done = 0;
    underWay.clear();
    String now = AgendaEntry.seconds(connection.now()).toString();
    SliceRequest request = SliceRequest.ofDirectoryUpTo(Directory.AGENDA, now).limit(PAGE);
    Slice slice;
    do {
      stop.check();
      slice = connection.open().query(request);
      connection.engine().require();
      done += attend(slice.items());
      request = request.after(slice.last());
    } while (!slice.last().isEmpty());
    waiting.retain(underWay);
    return done;
  }

  /** The directory may be behind: each record is read anew, with what it hangs on. */
  private int attend(List<Item> entries) throws InterruptedException {
    Set<Key> keys = new HashSet<>();
    for (Item entry : entries) {
      keys.add(entry.key());
      entry.key().organisation().map(OrganisationRecord::key).ifPresent(keys::add);
    }
    Map<Key, Item> found = Endings.getReadable(connection.open(), keys, Consistency.STRONG);
    List<Future<Boolean>> begun = new ArrayList<>();
    for (Item entry : entries) {
      Optional<Item> record = Optional.ofNullable(found.get(entry.key()));
      Optional<Invitation> invitation = record.flatMap(OrganisationInvitationRecord::from);
      if (invitation.isPresent()) {
        begun.add(threads.submit(() -> attend(record.get(), invitation.get(), found)));
      }
    }
    return await(begun);
  }

  /** Waits for all; where one failed, the others are done before that is told. */
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

  /** Returns whether another worker has the mail, and may still send it. */
  private boolean isUnderWay(Item record) {
    Optional<Held> held = AgendaEntry.held(record);
    held.ifPresent(lease -> underWay.add(record.key()));
    return held.filter(lease -> !waiting.isOver(record.key(), lease, Mailing.LEASE)).isPresent();
  }

  private boolean attend(Item record, Invitation invitation, Map<Key, Item> found)
      throws InterruptedException {
    stop.check();
    stop.sleep(pace.owed());
    Instant now = connection.now();
    if (!connection.engine().agrees()) {
      return false;
    }
    if (!now.isBefore(AgendaEntry.of(invitation).removedAt())) {
      return Expiry.remove(connection.open(), record, now);
    }
    Optional<Delivery> due = invitation.delivery().filter(mail -> mail.isDueAt(now));
    if (due.isEmpty() || isUnderWay(record)) {
      return false;
    }
    if (invitation.isExpiredAt(now)) {
      return Mailing.giveUp(
          connection, record, invitation, due.get(), "the invitation has expired");
    }
    if (due.get().attempts() >= Mailing.MOST_ATTEMPTS) {
      return Mailing.giveUp(connection, record, invitation, due.get(), "tried too often");
    }
    Optional<OrganisationRecord> source =
        Optional.ofNullable(found.get(OrganisationRecord.key(invitation.organisation())))
            .flatMap(OrganisationRecord::from);
    return mailing.isPresent()
        && source.isPresent()
        && mailing.get().send(record, invitation, due.get(), source.get().organisation());
  }
}
