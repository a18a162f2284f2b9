package dev.orgtable.store;

import java.util.Optional;
import java.util.function.Consumer;

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

  /** How often the table is gone through at most, until there is nothing more to mend. */
  private static final int MOST_PASSES = 10;

  private final Connection connection;

  Repair(Connection connection) {
    this.connection = connection;
  }

  /**
   * Tells how each violation would be mended, or why it cannot be, and changes nothing.
   *
   * @param told is given each as soon as it is known
   * @return how many could be mended, and how many not
   */
  public Summary plan(Consumer<Step<Violation.Code>> told) {
    return pass(told, false);
  }

  /**
   * Mends what can be mended, and verifies again, until that changes nothing more.
   *
   * @param told is given each repair once it is done; what is left is told at the end
   * @return how many were done, and what is left
   */
  public Summary apply(Consumer<Step<Violation.Code>> told) {
    long done = 0;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      Summary summary = pass(step -> Upgrade.tellDone(step, told), true);
      done += summary.steps();
      if (summary.steps() == 0) {
        break;
      }
    }
    Summary rest = pass(told, false);
    return new Summary(rest.items(), done, rest.steps() + rest.left());
  }

  private Summary pass(Consumer<Step<Violation.Code>> told, boolean apply) {
    Counter<Violation.Code> counter = new Counter<>(told);
    long items =
        new Verifier(connection).verify(violation -> step(violation, apply).ifPresent(counter));
    return counter.summary(items);
  }

  /** Looks at a violation again, and mends it, unless it is none any more. */
  private Optional<Step<Violation.Code>> step(Violation violation, boolean apply) {
    Table table = connection.open();
    Key key = new Key(violation.id(), violation.rng());
    return table.settle(
        () ->
            table
                .get(key, Consistency.STRONG)
                .flatMap(item -> RepairOfItem.mending(table, connection.now(), violation, item))
                .map(mending -> mending.step(table, violation.code(), key, apply)));
  }
}
