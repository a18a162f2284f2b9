package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The repair of what the verifier finds in a table of version 1: each violation that can be mended
 * from what the table proves has one repair, done in one transaction on condition that what was
 * read for it is unchanged. Others may work on the table meanwhile; it can be stopped anywhere and
 * started again.
 *
 * <p>It never grants a right. What one side of a membership or an invitation tells alone is
 * removed, as is what names an organisation or a service that is gone, or a membership of a user
 * who is gone; a member who has not accepted becomes an invitee. Copies are taken from their
 * source. Fields that break a rule are written as they read. The last owner of an organisation is
 * never removed.
 */
public final class Repair {

  private final Orgtable orgtable;
  private final Context context;

  Repair(Orgtable orgtable, Context context) {
    this.orgtable = orgtable;
    this.context = context;
  }

  /** Tells every repair in the caller's thread; see {@link #plan(int, Consumer, LongConsumer)}. */
  public Summary plan(Consumer<Step<Violation.Code>> told) {
    return plan(1, told, read -> {});
  }

  /**
   * Tells how each violation would be mended, or why it cannot be, and changes nothing.
   *
   * @param segments into how many parts the table is divided, each read by a thread of its own; 1
   *     to 256
   * @param told is given each as soon as it is known, one at a time
   * @param read is given how many items more were read, of every pass over the table; what it
   *     throws ends the work
   * @return how many could be mended, and how many not
   */
  public Summary plan(int segments, Consumer<Step<Violation.Code>> told, LongConsumer read) {
    return pass(segments, new Progress<>(told, read), false, Decisions.none(orgtable));
  }

  /** Mends in the caller's thread; see {@link #apply(int, Consumer, LongConsumer)}. */
  public Summary apply(Consumer<Step<Violation.Code>> told) {
    return apply(1, told, read -> {});
  }

  /**
   * Mends what can be mended, and verifies again, until that changes nothing more.
   *
   * @param segments into how many parts the table is divided, each read by a thread of its own; 1
   *     to 256
   * @param told is given each repair once it is done, one at a time; what is left is told at the
   *     end
   * @param read is given how many items more were read, of every pass over the table; what it
   *     throws ends the work
   * @return how many were done, and what is left
   */
  public Summary apply(int segments, Consumer<Step<Violation.Code>> told, LongConsumer read) {
    return apply(segments, List.of(), told, read);
  }

  /**
   * Does the same, and what a person decided about what a plan left: see {@link Step#choices}.
   *
   * @throws Decision.Refused if what was decided about has changed, or it cannot be done; nothing
   *     was changed
   */
  public Summary apply(
      int segments,
      List<Decision> decided,
      Consumer<Step<Violation.Code>> told,
      LongConsumer read) {
    Decisions decisions = Decisions.checked(orgtable, context, decided);
    decisions.tellAbsent(Violation.Code.MISPLACED, told);
    return UntilStable.untilDone(
        step -> pass(segments, new Progress<>(step, read), true, decisions),
        () -> {
          Progress<Violation.Code> counter = new Progress<>(told, read);
          decisions.tellUnused(context, Violation.Code.MISPLACED, counter);
          return pass(segments, counter, false, Decisions.none(orgtable));
        },
        told);
  }

  private Summary pass(
      int segments, Progress<Violation.Code> counter, boolean apply, Decisions decisions) {
    new Verifier(context)
        .verify(
            segments,
            violation -> step(violation, apply, decisions).ifPresent(counter),
            foreign -> counter.accept(foreign.step(Violation.Code.FOREIGN)),
            counter::read);
    return counter.summary();
  }

  /** Looks at a violation again, and mends it, unless it is none any more. */
  private Optional<Step<Violation.Code>> step(
      Violation violation, boolean apply, Decisions decisions) {
    Table table = context.open();
    Key key = new Key(violation.id(), violation.rng());
    return table.retryOnConflict(
        () ->
            table
                .get(key, Consistency.STRONG)
                .flatMap(
                    item ->
                        ItemRepair.mending(table, context.now(), violation, item)
                            .map(
                                mending ->
                                    violation.code() == Violation.Code.NO_OWNER
                                        ? ownerless(table, key, mending, apply, decisions)
                                        : decisions
                                            .apply(item, mending)
                                            .step(table, violation.code(), key, apply))));
  }

  private Step<Violation.Code> ownerless(
      Table table, Key key, Fix mending, boolean apply, Decisions decisions) {
    Violation.Code code = Violation.Code.NO_OWNER;
    return decisions
        .ofOrganisation(key, mending.seen(), apply)
        .map(done -> Step.of(code, key, done, apply))
        .orElseGet(() -> mending.step(table, code, key, apply));
  }
}
