package dev.orgtable.server.member;

import dev.orgtable.Member;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member of an organisation.
 *
 * @param id the user's id
 * @param email the user's address
 * @param firstName the first name
 * @param lastName the last name, may be empty
 * @param phone the phone, may be empty
 * @param acceptedAt when the user became a member
 * @param suspendedAt when the member was suspended; null if the member is not
 * @param organisationSuspended whether the organisation is suspended, so that no member is active
 * @param groups the groups of the organisation that the member is in
 * @param services the groups of its services, by the service's id
 */
public record MemberBody(
    String id,
    String email,
    String firstName,
    String lastName,
    String phone,
    Instant acceptedAt,
    @Nullable Instant suspendedAt,
    boolean organisationSuspended,
    List<String> groups,
    Map<String, List<String>> services) {

  /** Returns a member as a response body. */
  public static MemberBody of(Member member) {
    GroupsBody groups = GroupsBody.of(member.groups());
    return new MemberBody(
        member.userId().value(),
        member.user().value(),
        member.profile().firstName(),
        member.profile().lastName(),
        member.profile().phone(),
        member.acceptedAt(),
        member.suspendedAt().orElse(null),
        member.organisationSuspended(),
        groups.groups(),
        groups.services());
  }
}
