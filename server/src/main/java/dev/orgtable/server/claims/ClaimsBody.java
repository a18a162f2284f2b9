package dev.orgtable.server.claims;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.orgtable.Permission;
import dev.orgtable.server.member.GroupsBody;
import dev.orgtable.store.Claims;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token: about one organisation, or about all of a user.
 *
 * @param id the organisation's id; absent unless the user is an active member
 * @param name the organisation's name
 * @param groups the user's groups of the organisation; absent if truncated
 * @param permissions the user's permissions in the organisation; absent without roles, or if
 *     truncated
 * @param services the user's groups of its services, by the service's id; absent if truncated
 * @param organisations the organisations in which the user is an active member, ordered by id;
 *     absent if truncated
 * @param permissionsTruncated true if permissions alone were left out, those of all organisations,
 *     because they exceed a bound; otherwise absent
 * @param truncated whether lists were left out because they exceed a bound
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClaimsBody(
    @JsonProperty("org_id") @Nullable String id,
    @JsonProperty("org_name") @Nullable String name,
    @Nullable List<String> groups,
    @Nullable List<String> permissions,
    @Nullable Map<String, List<String>> services,
    @Nullable List<OrganisationClaimsBody> organisations,
    @JsonProperty("permissions_truncated") @Nullable Boolean permissionsTruncated,
    boolean truncated) {

  /** Nothing to say: the user is not an active member. */
  static final ClaimsBody NONE = new ClaimsBody(null, null, null, null, null, null, null, false);

  private static @Nullable Boolean mark(boolean permissionsTruncated) {
    return permissionsTruncated ? true : null;
  }

  static ClaimsBody of(Claims.OfOrganisation claims) {
    OrganisationClaimsBody all = OrganisationClaimsBody.of(claims);
    return claims.truncated()
        ? new ClaimsBody(all.id(), all.name(), null, null, null, null, null, true)
        : new ClaimsBody(
            all.id(),
            all.name(),
            all.groups(),
            all.permissions(),
            all.services(),
            null,
            mark(claims.permissionsTruncated()),
            false);
  }

  static ClaimsBody of(Claims.OfUser claims) {
    List<OrganisationClaimsBody> all =
        claims.organisations().stream().map(OrganisationClaimsBody::of).toList();
    return new ClaimsBody(
        null,
        null,
        null,
        null,
        null,
        claims.truncated() ? null : all,
        mark(claims.permissionsTruncated()),
        claims.truncated());
  }

  /**
   * The claims about one of several organisations.
   *
   * @param id the organisation's id
   * @param name the organisation's name
   * @param groups the user's groups of the organisation
   * @param permissions the user's permissions in the organisation; absent without roles, or if
   *     truncated
   * @param services the user's groups of its services, by the service's id
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrganisationClaimsBody(
      @JsonProperty("org_id") String id,
      @JsonProperty("org_name") String name,
      List<String> groups,
      @Nullable List<String> permissions,
      Map<String, List<String>> services) {

    static OrganisationClaimsBody of(Claims.OfOrganisation claims) {
      GroupsBody groups = GroupsBody.of(claims.groups());
      return new OrganisationClaimsBody(
          claims.organisation().value(),
          claims.name(),
          groups.groups(),
          claims
              .permissions()
              .map(all -> all.stream().map(Permission::value).toList())
              .orElse(null),
          groups.services());
    }
  }
}
