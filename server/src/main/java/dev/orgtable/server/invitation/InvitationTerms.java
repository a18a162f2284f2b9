package dev.orgtable.server.invitation;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Text;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.member.GroupsBody;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.server.web.Durations;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The terms of an invitation, parsed from a request.
 *
 * @param given the groups that are offered, as given
 * @param groups the same groups
 * @param invitedBy the name of the inviter
 * @param validFor how long the invitation stays open
 */
record InvitationTerms(GroupsBody given, Set<Group> groups, String invitedBy, Duration validFor) {

  static InvitationTerms of(
      @Nullable List<String> groups,
      @Nullable Map<String, List<String>> services,
      @Nullable String invitedBy,
      @Nullable String expiresIn,
      Caller caller) {
    GroupsBody given = new GroupsBody(groups, services);
    return new InvitationTerms(
        given,
        given.read(""),
        invitedBy(invitedBy, caller),
        Input.optional("expiresIn", expiresIn, InvitationTerms::duration)
            .orElse(InvitationStore.VALID_FOR));
  }

  /**
   * Checks the groups, in the operation, so that a repeated request is answered as before, whatever
   * the roles have become.
   *
   * @param known checks the groups
   * @throws InvalidInput if one cannot be granted
   */
  void check(KnownGroups.Given known) {
    given.given("", known);
  }

  private static String invitedBy(@Nullable String given, Caller caller) {
    String self = caller.person().map(EmailAddress::value).orElse("");
    String text = given == null ? self : Text.optional("invitedBy", given);
    if (caller.person().isPresent() && !text.equals(self)) {
      throw new InvalidInput("invitedBy", "must be omitted: it is the inviter's own address");
    }
    return text;
  }

  private static Duration duration(String text) {
    return InvitationStore.checkValidFor(Durations.parse("expiresIn", text));
  }

  Invitation to(EmailAddress invitee, OrganisationId organisation, Orgtable orgtable) {
    return orgtable.invitations().invite(invitee, organisation, groups, invitedBy, validFor);
  }
}
