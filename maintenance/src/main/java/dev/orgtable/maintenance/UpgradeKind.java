package dev.orgtable.maintenance;

/** The kind of an {@link Upgrade} step. */
public enum UpgradeKind {
  /** A user's record. */
  USER,
  /** A user without an id, or a side of a membership without its user's. */
  USER_ID,
  /** An organisation's record. */
  ORGANISATION,
  /** A service's record. */
  SERVICE,
  /** Both sides of a membership. */
  MEMBERSHIP,
  /** A member who has not accepted and becomes an invitee. */
  INVITATION,
  /** An orphaned record. */
  LEFT_OVER,
  /** An item that is not a record. */
  GHOST,
  /** A wrong count of owners. */
  OWNER_COUNT,
  /** An organisation whose members and invitations were never counted. */
  MEMBER_COUNT,
  /** An organisation without a proven owner. */
  NO_OWNER,
  /** A record whose key does not match its type, or has no valid address or id. */
  MISPLACED,
  /** A record of a type that version 0 does not have, or of an unknown version. */
  UNKNOWN,
  /** An item of another program. */
  FOREIGN
}
