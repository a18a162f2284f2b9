package dev.orgtable.server.user;

import dev.orgtable.UserDetails;
import dev.orgtable.UserOrganisation;
import java.time.Instant;
import java.util.List;

/**
 * All that a user's partition tells, as callers see it.
 *
 * @param user the user
 * @param organisations where the user is a member
 * @param invitations the open invitations
 */
record UserDetailsBody(
    UserBody user,
    List<OrganisationOfUserBody> organisations,
    List<UserInvitationBody> invitations) {

  static UserDetailsBody of(UserDetails details) {
    return new UserDetailsBody(
        UserBody.of(details.user()),
        details.organisations().stream().map(OrganisationOfUserBody::of).toList(),
        details.invitations().stream().map(UserInvitationBody::of).toList());
  }

  /**
   * An organisation that the user is a member of.
   *
   * @param organisation its id
   * @param name its name
   * @param acceptedAt since when
   */
  record OrganisationOfUserBody(String organisation, String name, Instant acceptedAt) {

    static OrganisationOfUserBody of(UserOrganisation organisation) {
      return new OrganisationOfUserBody(
          organisation.organisation().value(), organisation.name(), organisation.acceptedAt());
    }
  }
}
