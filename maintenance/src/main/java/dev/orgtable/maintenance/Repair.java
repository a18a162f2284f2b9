package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Repairs violations in a table of version 1. Each violation that the table's content allows to be
 * repaired has one fix: a single transaction, on condition that the items read for it are
 * unchanged. The table may be in use meanwhile, and the repair can be interrupted and repeated.
 *
 * <p>Never grants a right. A side of a membership or invitation without its counterpart is deleted,
 * as are references to a missing organisation or service, and memberships of a missing user; a
 * member who has not accepted becomes an invitee. Copies are updated from their source. Invalid
 * fields are normalised. The last owner of an organisation is never removed.
 */
public final class Repair {

  private final Orgtable orgtable;
  private final Context context;

  Repair(Orgtable orgtable, Context context) {
    this.orgtable = orgtable;
    this.context = context;
  }

  /** Plans on the caller's thread; see {@link #plan(int, Consumer, LongConsumer)}. */
  public Summary plan(Consumer<Step<Violation.Code>> reported) {
    return plan(1, reported, read -> {});
  }

  /**
   * Reports how each violation would be repaired, or why it cannot be. Changes nothing.
   *
   * @param segments the number of table segments, with one thread each; 1 to 256
   * @param reported receives each step as soon as it is known, one at a time
   * @param read receives the number of items read since the last call, over all passes; an
   *     exception ends the work
   * @return the number of violations that can be repaired, and of those that cannot
   */
  public Summary plan(int segments, Consumer<Step<Violation.Code>> reported, LongConsumer read) {
    return pass(segments, new Progress<>(reported, read), false, Decisions.none(orgtable));
  }

  /** Repairs on the caller's thread; see {@link #apply(int, Consumer, LongConsumer)}. */
  public Summary apply(Consumer<Step<Violation.Code>> reported) {
    return apply(1, reported, read -> {});
  }

  /**
   * Repairs what can be repaired and verifies again, until there is no more change.
   *
   * @param segments the number of table segments, with one thread each; 1 to 256
   * @param reported receives each repair once it is done, one at a time, and finally what is left
   * @param read receives the number of items read since the last call, over all passes; an
   *     exception ends the work
   * @return the number of repairs, and of violations left
   */
  public Summary apply(int segments, Consumer<Step<Violation.Code>> reported, LongConsumer read) {
    return apply(segments, List.of(), reported, read);
  }

  /**
   * Repairs likewise, and executes a person's decisions about what a plan left: see {@link
   * Step#choices}.
   *
   * @throws Decision.Refused if the state that a decision refers to has changed, or it cannot be
   *     executed; nothing was changed
   */
  public Summary apply(
      int segments,
      List<Decision> decided,
      Consumer<Step<Violation.Code>> reported,
      LongConsumer read) {
    Decisions decisions = Decisions.checked(orgtable, context, decided);
    decisions.reportAbsent(Violation.Code.MISPLACED, reported);
    return UntilStable.untilDone(
        step -> pass(segments, new Progress<>(step, read), true, decisions),
        () -> {
          Progress<Violation.Code> counter = new Progress<>(reported, read);
          decisions.reportUnused(context, Violation.Code.MISPLACED, counter);
          return pass(segments, counter, false, Decisions.none(orgtable));
        },
        reported);
  }

  private Summary pass(
      int segments, Progress<Violation.Code> counter, boolean apply, Decisions decisions) {
    DestinationCheck destinations = DestinationCheck.of(context);
    new Verifier(context)
        .verify(
            segments,
            destinations,
            violation -> step(violation, destinations, apply, decisions).ifPresent(counter),
            foreign -> counter.accept(foreign.step(Violation.Code.FOREIGN)),
            counter::read);
    return counter.summary();
  }

  /** Re-reads the item and repairs it if the violation still holds. */
  private Optional<Step<Violation.Code>> step(
      Violation violation, DestinationCheck destinations, boolean apply, Decisions decisions) {
    Table table = context.open();
    Key key = new Key(violation.id(), violation.rng());
    return table.retryOnConflict(
        () ->
            table
                .get(key, Consistency.STRONG)
                .flatMap(
                    item ->
                        fix(table, violation, destinations, item)
                            .map(
                                fix ->
                                    violation.code() == Violation.Code.NO_OWNER
                                        ? ownerless(table, key, fix, apply, decisions)
                                        : decisions
                                            .apply(item, fix)
                                            .step(table, violation.code(), key, apply))));
  }

  private Optional<Fix> fix(
      Table table, Violation violation, DestinationCheck destinations, Item item) {
    return violation.code() == Violation.Code.DESTINATIONS
        ? Optional.of(destinations.fix(item))
        : ItemRepair.fix(table, context.now(), violation, item);
  }

  private Step<Violation.Code> ownerless(
      Table table, Key key, Fix fix, boolean apply, Decisions decisions) {
    Violation.Code code = Violation.Code.NO_OWNER;
    return decisions
        .ofOrganisation(key, fix.seen(), apply)
        .map(done -> Step.of(code, key, done, apply))
        .orElseGet(() -> fix.step(table, code, key, apply));
  }
}
