package dev.orgtable.maintenance;

/**
 * One thing in the table that is not as it must always be.
 *
 * @param code what is wrong
 * @param id the partition key of the item that shows it
 * @param rng the sort key of the item that shows it
 * @param detail more, for a person to read
 */
public record Violation(Code code, String id, String rng, String detail) {

  /** What can be wrong with an item. */
  public enum Code {
    /** An item without a record type under one of our keys, as a careless update leaves it. */
    GHOST,
    /** An item of another program, or of a type that a newer version has, under one of our keys. */
    FOREIGN,
    /** A record whose key is not of its type, or names no valid address or id. */
    MISPLACED,
    /** A record of a version that this library does not know. */
    NEWER_VERSION,
    /** A field that breaks the rules of today; it reads as the nearest that keeps them. */
    ODD_VALUE,
    /** Groups that are no string set, or a string that stands for no group. */
    ODD_GROUPS,
    /** More groups than a member can be in. */
    TOO_MANY_GROUPS,
    /** A group of a service that is not there. */
    SERVICE_MISSING,
    /** A record of an organisation that is not there. */
    ORGANISATION_MISSING,
    /** A membership of a user who is not there. */
    USER_MISSING,
    /** An organisation's side of a membership or invitation, without the user's side. */
    USER_SIDE_MISSING,
    /** A user's side of a membership or invitation, without the organisation's side. */
    ORGANISATION_SIDE_MISSING,
    /** The two sides do not carry the same identity. */
    SIDES_DIFFER,
    /** An invitation that stands as a member, as version 0 wrote it. */
    INVITATION_AS_MEMBER,
    /** A copy of an organisation's name that is not its name. */
    STALE_NAME,
    /** A copy of a user's profile that is older than the profile. */
    STALE_PROFILE,
    /** A source that waits for a job which is not there, or is done, or cannot be read. */
    JOB_MISSING,
    /**
     * A source that was deleted, and a copy of the register of deletions that does not name it; or
     * a copy that names what is not deleted.
     */
    ENDINGS_DIFFER,
    /** An organisation without an owner. */
    NO_OWNER,
    /** A count of owners that is not how many there are. */
    OWNER_COUNT
  }

  @Override
  public String toString() {
    return code + " " + id + " " + rng + ": " + detail;
  }
}
