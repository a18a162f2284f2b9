package dev.orgtable.limit;

import java.util.OptionalLong;

/**
 * The numbers of an organisation's members and invitations, and the limit that an operator of the
 * application may have set. Each takes one seat.
 *
 * <p>The numbers are exact: each is changed in the transaction that adds or removes a member or an
 * invitation. A suspended member counts, and an expired invitation counts until it is removed, at
 * the latest 7 days after its expiry while a {@link dev.orgtable.job.Worker} runs; an addition that
 * needs its place removes it earlier.
 *
 * @param members the number of members; empty in a table of an earlier version until it is upgraded
 * @param invitations the number of invitations; empty in the same case
 * @param limit the maximum of members and invitations together; empty if there is none
 */
public record Seats(OptionalLong members, OptionalLong invitations, OptionalLong limit) {

  /** The highest limit: 1,000,000. */
  public static final long HIGHEST_LIMIT = 1_000_000;
}
