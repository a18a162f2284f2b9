package dev.orgtable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open invitation, as the organisation's side stores it. The invitee has no groups until it is
 * accepted.
 *
 * @param id the id of this invitation and of the membership that it may become
 * @param organisation the organisation that invites
 * @param invitee who is invited; need not be a user yet
 * @param groups the groups offered; exactly these are assigned on acceptance
 * @param invitedBy the inviter's name as shown to the invitee, 0 to 200 code points
 * @param invitedAt when it was created
 * @param expiresAt when it expires, in whole seconds
 * @param delivery the status of its mail; empty if none is to be sent
 */
public record Invitation(
    MembershipId id,
    OrganisationId organisation,
    EmailAddress invitee,
    Set<Group> groups,
    String invitedBy,
    Instant invitedAt,
    Instant expiresAt,
    Optional<Delivery> delivery) {

  /** Copies the groups and normalises the text. */
  public Invitation {
    groups = Set.copyOf(groups);
    invitedBy = Text.optional("invitedBy", invitedBy);
    invitedAt = Text.time("invitedAt", invitedAt);
    expiresAt = Text.time("expiresAt", expiresAt);
  }

  /** Creates an invitation without a mail. */
  public Invitation(
      MembershipId id,
      OrganisationId organisation,
      EmailAddress invitee,
      Set<Group> groups,
      String invitedBy,
      Instant invitedAt,
      Instant expiresAt) {
    this(id, organisation, invitee, groups, invitedBy, invitedAt, expiresAt, Optional.empty());
  }

  /**
   * Returns this invitation with another expiry and another mail status.
   *
   * @param newDelivery null for no mail
   */
  public Invitation with(Instant newEnd, @Nullable Delivery newDelivery) {
    return new Invitation(
        id,
        organisation,
        invitee,
        groups,
        invitedBy,
        invitedAt,
        newEnd,
        Optional.ofNullable(newDelivery));
  }

  /** Returns whether the invitation has expired. */
  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
