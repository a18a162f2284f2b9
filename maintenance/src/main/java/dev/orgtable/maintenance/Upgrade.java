package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Provenance;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.job.Worker;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Upgrades a table of the original Go program from version 0 to version 1, and gives ids to users
 * that were stored without one. Counts the members and invitations of organisations of which they
 * never were. The table may be in use meanwhile: each step is one transaction, on condition that
 * the items read for it are unchanged. The upgrade can be interrupted and repeated, keeps all its
 * state in the table, and does nothing if nothing is left to do.
 *
 * <p>A membership proven by both sides is upgraded, with the groups on the organisation's side
 * except those of missing services. If the user has not accepted, it becomes an invitation that
 * offers those groups, open for {@link InvitationStore#VALID_FOR} from the upgrade. A missing user
 * record of a member is restored from the organisation's copy: both sides prove the membership, and
 * the record itself grants nothing. A side without its counterpart, orphans of a deleted
 * organisation, and items that only a faulty update by the original Go program can have created are
 * deleted. An address with capitals or a Unicode domain is normalised, unless another user has the
 * normalised address. What a person must decide, such as the owner of an organisation without a
 * proven one, is reported, and executed by {@link #apply(int, List, Consumer, LongConsumer)}.
 */
public final class Upgrade {

  private final Orgtable orgtable;
  private final Context context;

  Upgrade(Orgtable orgtable, Context context) {
    this.orgtable = orgtable;
    this.context = context;
  }

  /** Plans on the caller's thread; see {@link #plan(int, Consumer, LongConsumer)}. */
  public Summary plan(Consumer<Step<UpgradeKind>> reported) {
    return plan(1, reported, read -> {});
  }

  /**
   * Reports every step that the upgrade would take. Changes nothing.
   *
   * @param segments the number of table segments, with one thread each; 1 to 256
   * @param reported receives each step as soon as it is known, one at a time
   * @param read receives the number of items read since the last call, over all passes; an
   *     exception ends the work
   * @return the number of steps
   */
  public Summary plan(int segments, Consumer<Step<UpgradeKind>> reported, LongConsumer read) {
    Progress<UpgradeKind> counter = new Progress<>(reported, read);
    return pass(segments, counter, false, Decisions.none(orgtable), counter);
  }

  /** Upgrades on the caller's thread; see {@link #apply(int, Consumer, LongConsumer)}. */
  public Summary apply(Consumer<Step<UpgradeKind>> reported) {
    return apply(1, reported, read -> {});
  }

  /**
   * Upgrades the table. Steps that another item blocks in one pass are done in the next.
   *
   * @param segments the number of table segments, with one thread each; 1 to 256
   * @param reported receives each step once it is done, one at a time, and finally what is left
   * @param read receives the number of items read since the last call, over all passes; an
   *     exception ends the work
   * @return the number of steps done, and of those left
   */
  public Summary apply(int segments, Consumer<Step<UpgradeKind>> reported, LongConsumer read) {
    return apply(segments, List.of(), reported, read);
  }

  /**
   * Upgrades the table, and executes a person's decisions about items that a plan left unchanged:
   * see {@link Step#choices}. Deleting a large organisation may leave a job for a {@link Worker}.
   *
   * @throws Decision.Refused if the state that a decision refers to has changed, or it cannot be
   *     executed; nothing was changed
   */
  public Summary apply(
      int segments,
      List<Decision> decided,
      Consumer<Step<UpgradeKind>> reported,
      LongConsumer read) {
    Decisions decisions = Decisions.checked(orgtable, context, decided);
    decisions.reportAbsent(UpgradeKind.UNKNOWN, reported);
    AtomicBoolean toCount = new AtomicBoolean();
    Progress<UpgradeKind> counter = new Progress<>(reported, read);
    Summary upgraded =
        UntilStable.untilDone(
            step -> {
              Progress<UpgradeKind> each = new Progress<>(step, read);
              Summary done = pass(segments, each, true, decisions, count -> toCount.set(true));
              toCount.compareAndSet(false, done.steps() > 0);
              return done;
            },
            () -> {
              count(segments, toCount, counter);
              Progress<UpgradeKind> left = new Progress<>(reported, read);
              decisions.reportUnused(context, UpgradeKind.UNKNOWN, left);
              return pass(segments, left, false, Decisions.none(orgtable), count -> {});
            },
            reported);
    count(segments, toCount, counter);
    return new Summary(
        upgraded.items(),
        upgraded.steps() + counter.summary().steps(),
        upgraded.left(),
        upgraded.foreign());
  }

  /**
   * Counts the members and invitations of all organisations after all other steps, which do not
   * count what they add or remove.
   *
   * @param toCount whether to do so; false afterwards
   */
  private void count(int segments, AtomicBoolean toCount, Progress<UpgradeKind> counter) {
    if (toCount.compareAndSet(true, false)) {
      ItemUpgrade upgrade =
          new ItemUpgrade(context, counter, true, Decisions.none(orgtable), count -> {});
      context
          .scan(segments)
          .run(items -> items.stream().map(Item::key).forEach(upgrade::count), counter::read);
    }
  }

  private Summary pass(
      int segments,
      Progress<UpgradeKind> counter,
      boolean apply,
      Decisions decisions,
      Consumer<Step<UpgradeKind>> uncounted) {
    ItemUpgrade upgrade = new ItemUpgrade(context, counter, apply, decisions, uncounted);
    context
        .scan(segments)
        .run(
            items ->
                items.stream().filter(Upgrade::isOfInterest).map(Item::key).forEach(upgrade::step),
            counter::read);
    upgrade.end();
    return counter.summary();
  }

  private static boolean isOfInterest(Item item) {
    return Provenance.of(item) != Provenance.OURS
        || Layout.version(item) == 0
        || UserIdRepair.isMissing(item)
        || OrganisationRecord.from(item).isPresent();
  }
}
