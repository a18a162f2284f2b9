package dev.orgtable.store;

import java.util.Map;
import java.util.function.Consumer;
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
 * one side alone tells, what an organisation leaves behind that is gone, and items that are no
 * records are removed. An organisation that no member is proven to own is upgraded and told.
 */
public final class Upgrade {

  /** How often the table is gone through at most, until there is nothing more to do. */
  private static final int MOST_PASSES = 10;

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
    /** A record of a type that version 0 does not have. */
    UNKNOWN
  }

  /**
   * Tells every step that the upgrade would take, and changes nothing.
   *
   * @param told is given each step as soon as it is known
   * @return how many steps there are
   */
  public Summary plan(Consumer<Step<Kind>> told) {
    return pass(told, false);
  }

  /**
   * Upgrades the table. What a pass over the table could not do, since something else stood in the
   * way, the next one does.
   *
   * @param told is given each step once it is done; what is left is told at the end
   * @return how many steps were done, and what is left
   */
  public Summary apply(Consumer<Step<Kind>> told) {
    long done = 0;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      Summary summary = pass(step -> tellDone(step, told), true);
      done += summary.steps();
      if (summary.steps() == 0) {
        break;
      }
    }
    Summary rest = pass(told, false);
    return new Summary(rest.items(), done, rest.steps() + rest.left());
  }

  static <C extends Enum<C>> void tellDone(Step<C> step, Consumer<Step<C>> told) {
    if (step.outcome() == Step.Outcome.DONE) {
      told.accept(step);
    }
  }

  private Summary pass(Consumer<Step<Kind>> told, boolean apply) {
    long items = 0;
    Counter<Kind> counter = new Counter<>(told);
    Map<String, AttributeValue> after = Map.of();
    do {
      Slice slice = connection.open().scan(0, 1, after);
      for (Item item : slice.items()) {
        if (isOfInterest(item)) {
          new UpgradeOfItem(connection, counter, apply).step(item.key());
        }
      }
      items += slice.items().size();
      after = slice.last();
    } while (!after.isEmpty());
    return counter.summary(items);
  }

  private static boolean isOfInterest(Item item) {
    return item.text("typ").isEmpty()
        || item.version() == 0
        || OrganisationRecord.from(item).isPresent();
  }
}
