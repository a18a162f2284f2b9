package dev.orgtable.internal.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event as an operation emits it, without its id and its cause.
 *
 * @param log the log that it belongs to
 * @param type the kind of change
 * @param details what was changed
 * @param actor who makes the change, if it is a job, or if the operation is called for nobody; null
 *     if only the caller can know
 */
public record Draft(EventLog log, EventType type, Details details, @Nullable Actor actor) {

  /**
   * Asserts that the event tells what its type declares, of which the API's description is made: in
   * tests, since no change is to fail for it.
   */
  public Draft {
    assert type.content().admits(details) : type.text() + " is declared otherwise than " + details;
  }

  /** Creates an event of whoever calls the operation. */
  public Draft(EventLog log, EventType type, Details details) {
    this(log, type, details, null);
  }

  /** Returns this event with who makes the change. */
  public Draft by(Actor maker) {
    return new Draft(log, type, details, maker);
  }

  /** Returns this event of a user who proved to be the one, such as by a token or an account. */
  public Draft by(User user) {
    return by(new Actor(Actor.Kind.USER, user.id().value()));
  }

  /** Returns who makes the change when an operation is called for somebody. */
  Actor actor(Actor caller) {
    return actor != null && (actor.kind() == Actor.Kind.JOB || caller.kind() == Actor.Kind.LIBRARY)
        ? actor
        : caller;
  }

  /** Returns an event of an organisation. */
  public static Draft of(OrganisationId organisation, EventType type, Details details) {
    return new Draft(new EventLog.OfOrganisation(organisation), type, details);
  }

  /** Returns an event of a user, about the user. */
  public static Draft of(User user, EventType type) {
    return of(user, type, about(user));
  }

  /**
   * Returns an event of a user.
   *
   * @param details begin with those of {@link #about}
   */
  public static Draft of(User user, EventType type, Details details) {
    return new Draft(new EventLog.OfUser(user.id()), type, details);
  }

  /** Returns an event of the table. */
  public static Draft of(EventType type, Details details) {
    return new Draft(EventLog.TABLE, type, details);
  }

  /**
   * Returns the event of a member who is removed.
   *
   * @param who the user
   * @param member the member's record, which the removal must require to be in the same groups and
   *     suspended or not: see {@link #same}
   */
  public static Draft removed(OrganisationId organisation, Details who, Item member) {
    boolean suspended = OrganisationGroupMemberRecord.isSuspended(member);
    return of(
        organisation,
        EventType.MEMBER_REMOVED,
        who.removing(Groups.read(member.strings(Groups.ATTRIBUTE)))
            .changing("suspended", suspended ? "true" : null, null));
  }

  /** The condition holds, and a member has all that the event of its removal says. */
  public static Condition same(Condition condition, Item member) {
    String suspended = OrganisationGroupMemberRecord.SUSPENDED_AT;
    return condition
        .equal(Groups.ATTRIBUTE, member.strings(Groups.ATTRIBUTE))
        .same(suspended, member.value(suspended).orElse(null));
  }

  /** Returns details about a user who moves from another address. */
  public static Details about(User moved, EmailAddress from) {
    return about(moved).changing(Details.EMAIL, from.value(), moved.email().value());
  }

  /** Returns details about a user. */
  public static Details about(User user) {
    return Details.of(user.id(), user.email());
  }

  /** Returns details with a changed profile. Phone numbers are not kept in events. */
  public static Details changing(Details details, Profile before, Profile after) {
    Details names =
        details
            .changing("firstName", before.firstName(), after.firstName())
            .changing("lastName", before.lastName(), after.lastName());
    return before.phone().equals(after.phone()) ? names : names.changing("phone");
  }
}
