package dev.orgtable.maintenance;

/** What a step of an {@link Upgrade} is about. */
public enum UpgradeKind {
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
  /** An orphaned record. */
  LEFT_OVER,
  /** An item that is no record. */
  GHOST,
  /** A count of owners that is not how many there are. */
  OWNER_COUNT,
  /** An organisation that no member is proven to own. */
  NO_OWNER,
  /** A record whose key is not of its type, or names no valid address or id. */
  MISPLACED,
  /** A record of a type that version 0 does not have, or of a version that is not known. */
  UNKNOWN,
  /** An item of another program. */
  FOREIGN
}
