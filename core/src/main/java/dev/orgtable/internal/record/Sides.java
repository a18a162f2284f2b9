package dev.orgtable.internal.record;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.limit.Seats;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The numbers of an organisation's sides of memberships and invitations, and their limit, on its
 * record. Each transaction that adds or removes a side changes the numbers.
 *
 * @param seats the members and invitations together; below 0 if they have to be counted
 * @param invitations the invitations, including expired ones until they are removed; below 0 if
 *     they have to be counted
 * @param limit the maximum number of seats; empty if there is none
 */
public record Sides(long seats, long invitations, Optional<Long> limit) {

  /** The members and invitations together. */
  static final String SEATS = "seats";

  /** The invitations. */
  static final String INVITATIONS = "invitations";

  /** The maximum of {@link #SEATS}. */
  static final String MEMBER_LIMIT = "memberLimit";

  /** The attributes, all of which a concurrent change can add. */
  static final Set<String> ATTRIBUTES = Set.of(SEATS, INVITATIONS, MEMBER_LIMIT);

  /**
   * What an absent number counts as: so low that it stays below 0, whatever is added to it, until
   * the records are counted.
   */
  static final long UNKNOWN = -(1L << 40);

  static final AttributeValue UNKNOWN_VALUE = AttributeValue.fromN(Long.toString(UNKNOWN));

  /** The numbers of an organisation whose members and invitations were never counted. */
  static final Sides UNCOUNTED = new Sides(UNKNOWN, UNKNOWN, Optional.empty());

  /** Reads the numbers of an organisation. */
  static Sides of(Item item) {
    return new Sides(
        item.number(SEATS).orElse(UNKNOWN),
        item.number(INVITATIONS).orElse(UNKNOWN),
        item.number(MEMBER_LIMIT));
  }

  /** Returns the numbers and the limit as callers see them. */
  public Seats seen() {
    return new Seats(
        areCounted() ? OptionalLong.of(seats - invitations) : OptionalLong.empty(),
        areCounted() ? OptionalLong.of(invitations) : OptionalLong.empty(),
        limit.map(OptionalLong::of).orElse(OptionalLong.empty()));
  }

  /** Returns whether both numbers are known. */
  public boolean areCounted() {
    return seats >= 0 && invitations >= 0;
  }

  /**
   * Returns whether both numbers were ever counted. One below 0 is then wrong, since an earlier
   * version of this library has added what this one removed.
   */
  public boolean areVerifiable() {
    return seats > UNKNOWN / 2 && invitations > UNKNOWN / 2;
  }

  /** Returns whether the numbers that the limit, or without one the quota, needs are known. */
  public boolean sufficeForLimits() {
    return limit.isPresent() ? areCounted() : invitations >= 0;
  }

  /** Returns how many seats more than there are the limit would need; not positive if none. */
  public long missing(int more) {
    return limit.isPresent() ? seats + more - limit.get() : 0;
  }

  /** Returns whether there certainly are seats left below the limit. */
  public boolean haveRoom(int more) {
    return limit.isEmpty() || (seats >= 0 && seats + more <= limit.get());
  }

  /** Returns whether certainly fewer invitations than the quota are stored. */
  public boolean areBelow(int quota) {
    return invitations >= 0 && invitations < quota;
  }

  /**
   * Checks a limit of seats, or of the organisations of a user, and returns it.
   *
   * @throws InvalidInput if it is not 1 to 1,000,000
   */
  public static long checkLimit(long limit) {
    if (limit < 1 || limit > Seats.HIGHEST_LIMIT) {
      throw new InvalidInput("limit", "must be 1 to " + Seats.HIGHEST_LIMIT);
    }
    return limit;
  }
}
