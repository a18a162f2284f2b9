package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Provenance;
import dev.orgtable.job.Worker;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

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

  private final Orgtable orgtable;
  private final Context context;

  Upgrade(Orgtable orgtable, Context context) {
    this.orgtable = orgtable;
    this.context = context;
  }

  /** Tells every step in the caller's thread; see {@link #plan(int, Consumer, LongConsumer)}. */
  public Summary plan(Consumer<Step<UpgradeKind>> told) {
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
  public Summary plan(int segments, Consumer<Step<UpgradeKind>> told, LongConsumer read) {
    return pass(segments, new Progress<>(told, read), false, Decisions.none(orgtable));
  }

  /** Upgrades in the caller's thread; see {@link #apply(int, Consumer, LongConsumer)}. */
  public Summary apply(Consumer<Step<UpgradeKind>> told) {
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
  public Summary apply(int segments, Consumer<Step<UpgradeKind>> told, LongConsumer read) {
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
      int segments, List<Decision> decided, Consumer<Step<UpgradeKind>> told, LongConsumer read) {
    Decisions decisions = Decisions.checked(orgtable, context, decided);
    decisions.tellAbsent(UpgradeKind.UNKNOWN, told);
    return UntilStable.untilDone(
        step -> pass(segments, new Progress<>(step, read), true, decisions),
        () -> {
          Progress<UpgradeKind> counter = new Progress<>(told, read);
          decisions.tellUnused(context, UpgradeKind.UNKNOWN, counter);
          return pass(segments, counter, false, Decisions.none(orgtable));
        },
        told);
  }

  private Summary pass(
      int segments, Progress<UpgradeKind> counter, boolean apply, Decisions decisions) {
    ItemUpgrade upgrade = new ItemUpgrade(context, counter, apply, decisions);
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
        || OrganisationRecord.from(item).isPresent();
  }
}
