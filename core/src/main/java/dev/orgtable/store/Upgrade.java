package dev.orgtable.store;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The upgrade of a table that the original Go program left, from version 0 to version 1. Others may
 * work on the table meanwhile: each step is one transaction, on condition that what was read for it
 * is unchanged. It can be stopped anywhere and started again, and does nothing where nothing is
 * left to do; what it must know stands in the table.
 *
 * <p>A membership that both sides prove becomes one of version 1, in the groups that the
 * organisation's side holds, less those of services that are gone. Where the user has not accepted,
 * it becomes an invitation that offers those groups, open for {@link InvitationStore#VALID_FOR}
 * from the upgrade on. A member whose user's record is missing gets that record again, made of the
 * organisation's copy: both sides prove the membership, and the record itself grants nothing. What
 * one side alone tells, what an organisation leaves behind that is gone, and what only an update of
 * the original Go program can have made by mistake are removed. An address in capitals or with a
 * domain in letters of its own becomes its normal form, where nobody is known by that. What a
 * person must decide, an organisation that no member is proven to own for example, is told, and
 * done by {@link #apply(int, List, Consumer, LongConsumer)}.
 */
public final class Upgrade {

  private final Connection connection;

  Upgrade(Connection connection) {
    this.connection = connection;
  }

  /** What a step is about. */
  public enum Kind {
    /** A user's record. */
    USER,
    /** An organisation's record. */
    ORGANISATION,
    /** A service's record. */
    SERVICE,
    /** Both sides of a membership. */
    MEMBERSHIP,
    /** A member who has not accepted, and becomes an invitee. */
    INVITATION,
    /** A record that stands for nothing any more. */
    LEFT_OVER,
    /** An item that is no record. */
    GHOST,
    /** A count of owners that is not how many there are. */
    OWNER_COUNT,
    /** An organisation that no member is proven to own. */
    NO_OWNER,
    /** A record whose key is not of its type, or names no valid address or id. */
    MISPLACED,
    /** A record of a type that version 0 does not have, or of a version that is not known. */
    UNKNOWN,
    /** An item of another program. */
    FOREIGN
  }

  /** Tells every step in the caller's thread; see {@link #plan(int, Consumer, LongConsumer)}. */
  public Summary plan(Consumer<Step<Kind>> told) {
    return plan(1, told, read -> {});
  }

  /**
   * Tells every step that the upgrade would take, and changes nothing.
   *
   * @param segments into how many parts the table is divided, each read by a thread of its own; 1
   *     to 256
   * @param told is given each step as soon as it is known, one at a time
   * @param read is given how many items more were read, of every pass over the table; what it
   *     throws ends the work
   * @return how many steps there are
   */
  public Summary plan(int segments, Consumer<Step<Kind>> told, LongConsumer read) {
    return pass(segments, new Counter<>(told, read), false, Decisions.NONE);
  }

  /** Upgrades in the caller's thread; see {@link #apply(int, Consumer, LongConsumer)}. */
  public Summary apply(Consumer<Step<Kind>> told) {
    return apply(1, told, read -> {});
  }

  /**
   * Upgrades the table. What a pass over the table could not do, since something else stood in the
   * way, the next one does.
   *
   * @param segments into how many parts the table is divided, each read by a thread of its own; 1
   *     to 256
   * @param told is given each step once it is done, one at a time; what is left is told at the end
   * @param read is given how many items more were read, of every pass over the table; what it
   *     throws ends the work
   * @return how many steps were done, and what is left
   */
  public Summary apply(int segments, Consumer<Step<Kind>> told, LongConsumer read) {
    return apply(segments, List.of(), told, read);
  }

  /**
   * Does the same, and what a person decided about what a plan left: see {@link Step#choices}.
   * Deleting a large organisation may leave work for a {@link Worker}.
   *
   * @throws Decision.Refused if what was decided about has changed, or it cannot be done; nothing
   *     was changed
   */
  public Summary apply(
      int segments, List<Decision> decided, Consumer<Step<Kind>> told, LongConsumer read) {
    Decisions decisions = Decisions.checked(connection, decided);
    decisions.tellAbsent(Kind.UNKNOWN, told);
    return Passes.untilDone(
        step -> pass(segments, new Counter<>(step, read), true, decisions),
        () -> {
          Counter<Kind> counter = new Counter<>(told, read);
          decisions.tellUnused(connection, Kind.UNKNOWN, counter);
          return pass(segments, counter, false, Decisions.NONE);
        },
        told);
  }

  private Summary pass(int segments, Counter<Kind> counter, boolean apply, Decisions decisions) {
    UpgradeOfItem upgrade = new UpgradeOfItem(connection, counter, apply, decisions);
    Threads threads = Threads.of(segments);
    threads.work(
        segment -> {
          Map<String, AttributeValue> after = Map.of();
          do {
            Slice slice = connection.open().scan(segment, segments, after);
            for (Item item : slice.items()) {
              if (threads.goesOn() && isOfInterest(item)) {
                upgrade.step(item.key());
              }
            }
            counter.read(slice.items().size());
            after = slice.last();
          } while (!after.isEmpty() && threads.goesOn());
        });
    upgrade.end();
    return counter.summary();
  }

  private static boolean isOfInterest(Item item) {
    return Provenance.of(item) != Provenance.OURS
        || item.version() == 0
        || OrganisationRecord.from(item).isPresent();
  }
}
