package dev.orgtable.server.user;

import dev.orgtable.UserDetails;
import dev.orgtable.UserOrganisation;
import java.time.Instant;
import java.util.List;

/**
 * A user with all memberships and open invitations.
 *
 * @param user the user
 * @param organisations the organisations that the user is a member of
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
   * @param organisation the organisation's id
   * @param name the organisation's name
   * @param acceptedAt when the user became a member
   */
  record OrganisationOfUserBody(String organisation, String name, Instant acceptedAt) {

    static OrganisationOfUserBody of(UserOrganisation organisation) {
      return new OrganisationOfUserBody(
          organisation.organisation().value(), organisation.name(), organisation.acceptedAt());
    }
  }
}
