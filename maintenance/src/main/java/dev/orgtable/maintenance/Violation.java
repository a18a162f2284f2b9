package dev.orgtable.maintenance;

/**
 * A violation of an invariant of the table.
 *
 * @param code the kind of violation
 * @param id the partition key of the item
 * @param rng the sort key of the item
 * @param detail details, for people
 */
public record Violation(Code code, String id, String rng, String detail) {

  /** The kinds of violations. */
  public enum Code {
    /** An item without a record type under one of our keys, as left by a careless update. */
    GHOST,
    /** An item of another program, or of a newer version's type, under one of our keys. */
    FOREIGN,
    /** A record whose key does not match its type, or has no valid address or id. */
    MISPLACED,
    /** A record of an unknown version. */
    NEWER_VERSION,
    /** A field that breaks today's rules; it reads as the nearest valid value. */
    ODD_VALUE,
    /** Groups that are not a string set, or a string that is not a group. */
    ODD_GROUPS,
    /** More groups than a member can have. */
    TOO_MANY_GROUPS,
    /** A group of a missing service. */
    SERVICE_MISSING,
    /** A record of a missing organisation. */
    ORGANISATION_MISSING,
    /** A membership of a missing user. */
    USER_MISSING,
    /** The organisation's side of a membership or invitation without the user's side. */
    USER_SIDE_MISSING,
    /** The user's side of a membership or invitation without the organisation's side. */
    ORGANISATION_SIDE_MISSING,
    /**
     * A user or a side of a membership has no user's id or a wrong one, a user has no record that
     * leads from the id to the address, or such a record has no user.
     */
    USER_ID,
    /**
     * A user, an organisation or a member without the record that leads from the external id to it,
     * or such a record without its user, organisation or member.
     */
    EXTERNAL_ID,
    /**
     * A user without the record that leads from an account at an identity provider to the address,
     * or such a record without its user.
     */
    ACCOUNT,
    /**
     * A group with other roles than the organisation's record of all roles, or roles there of a
     * group without a record.
     */
    GROUP_ROLES,
    /**
     * Events that wait for a destination, but are in no queue, or not in the log, or wait for a
     * subscriber that was removed.
     */
    DELIVERY,
    /** The settings of events count more or fewer destinations than there are. */
    DESTINATIONS,
    /** Two sides with different membership ids. */
    SIDES_DIFFER,
    /** An invitation stored as a member, as version 0 does. */
    INVITATION_AS_MEMBER,
    /** A copy of an organisation's name that differs from the name. */
    STALE_NAME,
    /** A copy of a user's profile that is older than the profile. */
    STALE_PROFILE,
    /** A member whose record does not tell whether the organisation is suspended. */
    STALE_SUSPENSION,
    /** A source whose job is missing, completed or cannot be parsed. */
    JOB_MISSING,
    /**
     * A tombstone, or an organisation whose members a job marks as suspended, that a copy of the
     * register does not name; or a copy that names something else.
     */
    ENDINGS_DIFFER,
    /** An organisation without an owner. */
    NO_OWNER,
    /** A wrong count of owners. */
    OWNER_COUNT,
    /** A wrong number of members or invitations. */
    MEMBER_COUNT,
    /** A record whose last change has no event, though the table keeps events. */
    EVENT_MISSING,
    /** Events that do not continue each other, or records that are not what their log tells. */
    LOG_DIFFERS
  }

  @Override
  public String toString() {
    return code + " " + id + " " + rng + ": " + detail;
  }
}
