package dev.orgtable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open invitation, as the organisation knows it. An invitee holds no group before it is
 * accepted.
 *
 * @param id the identity of this invitation and of the membership that it may become
 * @param organisation the organisation that invites
 * @param invitee who is invited; need not exist yet as a user
 * @param groups the groups offered: exactly those are held once it is accepted
 * @param invitedBy who invites, in words for the invitee to read; may be empty
 * @param invitedAt when it was made
 * @param expiresAt when it expires, in whole seconds
 * @param delivery what became of its mail; empty where none is to be sent
 */
public record Invitation(
    MembershipId id,
    OrganisationId organisation,
    UserId invitee,
    Set<Group> groups,
    String invitedBy,
    Instant invitedAt,
    Instant expiresAt,
    Optional<Delivery> delivery) {

  /** Copies the groups and normalises the text. */
  public Invitation {
    groups = Set.copyOf(groups);
    invitedBy = Text.optional("invitedBy", invitedBy);
    invitedAt = Times.check("invitedAt", invitedAt);
    expiresAt = Times.check("expiresAt", expiresAt);
  }

  /** Makes one of which no mail is to be sent. */
  public Invitation(
      MembershipId id,
      OrganisationId organisation,
      UserId invitee,
      Set<Group> groups,
      String invitedBy,
      Instant invitedAt,
      Instant expiresAt) {
    this(id, organisation, invitee, groups, invitedBy, invitedAt, expiresAt, Optional.empty());
  }

  /**
   * Returns the same, open until another time, and with another mail.
   *
   * @param newDelivery null for none
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

  /** Returns whether the invitation has ended by time. */
  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
