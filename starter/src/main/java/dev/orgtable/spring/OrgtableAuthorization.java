package dev.orgtable.spring;

import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.store.Orgtable;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Access rules by membership, as the bean {@code orgtable}. For methods:
 *
 * <pre>{@code
 * @PreAuthorize("@orgtable.inGroup(#organisation, 'staff')")
 * }</pre>
 *
 * <p>For paths:
 *
 * <pre>{@code
 * requests
 *     .requestMatchers("/organisations/{organisation}/reports")
 *     .access(orgtable.forGroup("organisation", "staff"))
 * }</pre>
 *
 * <p>A caller is denied whose address is not proven ({@link CallerAddress}), and one who is not a
 * member, or no longer, or whose organisation has been deleted. A membership is read once per web
 * request, strongly consistent, for 2 read units, however many rules ask for it; a change that the
 * same request makes is seen by the next one. If the table cannot be reached, the rule throws
 * {@link dev.orgtable.OrgtableException.Unavailable}.
 */
public final class OrgtableAuthorization {

  private final RequestMemberships memberships;
  private final CallerAddress addresses;

  /**
   * Creates rules on a table, for an application with several: one bean for each.
   *
   * @param addresses returns the address that a caller has proven
   */
  public OrgtableAuthorization(Orgtable orgtable, CallerAddress addresses) {
    this.memberships = new RequestMemberships(orgtable);
    this.addresses = addresses;
  }

  /** Returns whether the caller is a member of an organisation; false if it is null or no id. */
  public boolean isMember(@Nullable String organisation) {
    return holds(organisation, CheckResult::member);
  }

  /** Returns whether the caller is a member of an organisation; false if it is null. */
  public boolean isMember(@Nullable OrganisationId organisation) {
    return isMember(text(organisation));
  }

  /**
   * Returns whether the caller is in a group of an organisation; false if the organisation is null
   * or no id.
   *
   * @throws InvalidInput if the group's name breaks a rule
   */
  public boolean inGroup(@Nullable String organisation, String group) {
    return holds(organisation, in(Group.of(group)));
  }

  /**
   * Returns whether the caller is in a group of an organisation; false if the organisation is null.
   *
   * @throws InvalidInput if the group's name breaks a rule
   */
  public boolean inGroup(@Nullable OrganisationId organisation, String group) {
    return inGroup(text(organisation), group);
  }

  /**
   * Returns whether the caller is in a group of a service of an organisation; false if the
   * organisation is null or no id.
   *
   * @throws InvalidInput if the service's id or the group's name breaks a rule
   */
  public boolean inGroup(@Nullable String organisation, String service, String group) {
    return holds(organisation, in(Group.of(ServiceId.of(service), group)));
  }

  /**
   * Returns whether the caller is in a group of a service of an organisation; false if the
   * organisation is null.
   *
   * @throws InvalidInput if the service's id or the group's name breaks a rule
   */
  public boolean inGroup(@Nullable OrganisationId organisation, String service, String group) {
    return inGroup(text(organisation), service, group);
  }

  private static @Nullable String text(@Nullable OrganisationId organisation) {
    return organisation == null ? null : organisation.value();
  }

  /**
   * Returns the rule that the caller is a member of the organisation in a path.
   *
   * @param variable the variable of the path pattern that holds the organisation's id
   */
  public AuthorizationManager<RequestAuthorizationContext> forMembers(String variable) {
    return onPath(variable, CheckResult::member);
  }

  /**
   * Returns the rule that the caller is in a group of the organisation in a path.
   *
   * @param variable the variable of the path pattern that holds the organisation's id
   * @throws InvalidInput if the group's name breaks a rule
   */
  public AuthorizationManager<RequestAuthorizationContext> forGroup(String variable, String group) {
    return onPath(variable, in(Group.of(group)));
  }

  /**
   * Returns the rule that the caller is in a group of a service of the organisation in a path.
   *
   * @param variable the variable of the path pattern that holds the organisation's id
   * @throws InvalidInput if the service's id or the group's name breaks a rule
   */
  public AuthorizationManager<RequestAuthorizationContext> forGroup(
      String variable, String service, String group) {
    return onPath(variable, in(Group.of(ServiceId.of(service), group)));
  }

  private static Predicate<CheckResult> in(Group group) {
    return membership -> membership.groups().contains(group);
  }

  private boolean holds(@Nullable String organisation, Predicate<CheckResult> rule) {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return address(caller)
        .flatMap(user -> id(organisation).map(id -> memberships.of(user, id)))
        .filter(rule)
        .isPresent();
  }

  private AuthorizationManager<RequestAuthorizationContext> onPath(
      String variable, Predicate<CheckResult> rule) {
    return (caller, context) -> {
      String value = context.getVariables().get(variable);
      if (value == null) {
        throw new IllegalStateException("the path pattern has no variable {" + variable + "}");
      }
      ServletRequestAttributes request = new ServletRequestAttributes(context.getRequest());
      return new AuthorizationDecision(
          address(caller.get())
              .flatMap(user -> id(value).map(id -> memberships.of(user, id, request)))
              .filter(rule)
              .isPresent());
    };
  }

  private Optional<EmailAddress> address(@Nullable Authentication caller) {
    return Optional.ofNullable(caller).flatMap(addresses::of);
  }

  /** An id that breaks a rule is of no organisation. */
  private static Optional<OrganisationId> id(@Nullable String value) {
    try {
      return Optional.ofNullable(value).map(OrganisationId::of);
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
