package dev.orgtable.server.authzen;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.Permission;
import dev.orgtable.ServiceId;
import dev.orgtable.UserMembership;
import dev.orgtable.role.GroupRoles;
import dev.orgtable.role.Roles;
import dev.orgtable.server.authzen.EntityBody.Entity;
import dev.orgtable.server.authzen.EvaluationBody.Evaluation;
import dev.orgtable.server.problem.Input;
import dev.orgtable.store.RoleStore;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The meaning of AuthZEN's terms here. A subject is a {@code user}, whose id is an address or a
 * user's id. A resource is an {@code organisation} with its id, or a {@code service} with the id
 * {@code organisation/service}. An action is {@code member} of an organisation, {@code in:} and a
 * group of the resource, or a permission that roles name. Anything else is unknown, which methods
 * report as {@link InvalidInput}.
 */
final class Terms {

  private static final String USER = "user";
  private static final String ORGANISATION = "organisation";
  private static final String SERVICE = "service";
  private static final String MEMBER = "member";
  private static final String IN = "in:";
  private static final String BELOW = "/";

  private Terms() {}

  /**
   * Returns the check that answers an evaluation.
   *
   * @param users reads the id of a subject
   * @param roles the roles, which are only needed for permissions
   */
  static Check check(Evaluation evaluation, Function<String, EmailAddress> users, RoleStore roles) {
    Place place = place(evaluation.resource());
    EmailAddress user = user(evaluation.subject(), users);
    return action(evaluation.action(), evaluation.resource().type(), roles).check(user, place);
  }

  /** Returns the user that a subject is. */
  static EmailAddress user(Entity subject, Function<String, EmailAddress> users) {
    mustBeUser(subject.type());
    return Input.required("subject.id", subject.id(), users);
  }

  /** Refuses a type of subject other than that of users. */
  static void mustBeUser(String type) {
    if (!type.equals(USER)) {
      throw new InvalidInput("subject.type", "is not known");
    }
  }

  /** Returns what a resource is. */
  static Place place(Entity resource) {
    return switch (resource.type()) {
      case ORGANISATION -> new Place(organisation(resource.id()), Optional.empty());
      case SERVICE -> {
        String[] ids = resource.id().split(BELOW, 2);
        if (ids.length < 2) {
          throw new InvalidInput("resource.id", "must be organisation/service");
        }
        yield new Place(
            organisation(ids[0]),
            Optional.of(Input.required("resource.id", ids[1], ServiceId::of)));
      }
      default -> throw new InvalidInput("resource.type", "is not known");
    };
  }

  private static OrganisationId organisation(String id) {
    return Input.required("resource.id", id, OrganisationId::of);
  }

  /** Returns what an action on a type of resource needs. */
  static Action action(String action, String type, RoleStore roles) {
    if (!type.equals(ORGANISATION) && !type.equals(SERVICE)) {
      throw new InvalidInput("resource.type", "is not known");
    }
    if (action.equals(MEMBER) && type.equals(ORGANISATION)) {
      return new Action.Membership();
    }
    if (action.startsWith(IN)) {
      return new Action.InGroup(
          Input.required("action.name", action.substring(IN.length()), GroupName::of));
    }
    return roles
        .current()
        .flatMap(all -> permission(action, all))
        .orElseThrow(
            () -> new InvalidInput("action.name", "is not known for this type of resource"));
  }

  private static Optional<Action> permission(String action, Roles roles) {
    return roles.permissions().stream()
        .filter(permission -> permission.value().equals(action))
        .findFirst()
        .map(permission -> new Action.Permitted(permission, roles));
  }

  /**
   * Returns the actions that a user may perform at a place that exists: the membership, groups and
   * permissions, each in order.
   *
   * @param standFor the roles that groups of the organisation stand for
   */
  static Stream<String> actions(
      CheckResult answer, Place place, RoleStore roles, GroupRoles standFor) {
    if (!answer.member()) {
      return Stream.empty();
    }
    Stream<String> groups =
        answer.groups().stream()
            .filter(group -> group.equals(place.group(group.name())))
            .map(Group::name)
            .sorted()
            .map(name -> IN + name.value());
    Stream<String> permissions =
        roles.current().stream()
            .flatMap(all -> permissions(all, standFor.and(answer.groups()), place).stream())
            .map(Permission::value);
    Stream<String> member = place.service().isPresent() ? Stream.empty() : Stream.of(MEMBER);
    return Stream.of(member, groups, permissions).flatMap(each -> each);
  }

  private static Set<Permission> permissions(Roles roles, Set<Group> groups, Place place) {
    return place
        .service()
        .map(service -> roles.permissions(groups, service))
        .orElseGet(() -> roles.permissions(groups));
  }

  /**
   * Returns the ids of the resources of a type that a membership is enough for, in order.
   *
   * @param wanted the action
   * @param standFor the roles that groups of the organisation stand for
   */
  static Stream<String> resources(
      UserMembership membership, String type, Action wanted, GroupRoles standFor) {
    OrganisationId organisation = membership.organisation().organisation();
    if (!membership.isActive()) {
      return Stream.empty();
    }
    if (type.equals(ORGANISATION)) {
      return wanted.isAllowed(
              membership.groups(), new Place(organisation, Optional.empty()), standFor)
          ? Stream.of(organisation.value())
          : Stream.empty();
    }
    return membership.groups().stream()
        .filter(Group.OfService.class::isInstance)
        .map(group -> ((Group.OfService) group).service())
        .distinct()
        .sorted()
        .filter(
            service ->
                wanted.isAllowed(
                    membership.groups(), new Place(organisation, Optional.of(service)), standFor))
        .map(service -> organisation.value() + BELOW + service.value());
  }

  /**
   * The organisation or the service that a resource names.
   *
   * @param organisation the organisation
   * @param service the service of it; empty if the resource is the organisation
   */
  record Place(OrganisationId organisation, Optional<ServiceId> service) {

    Group group(GroupName name) {
      return service
          .<Group>map(id -> new Group.OfService(id, name))
          .orElseGet(() -> new Group.OfOrganisation(name));
    }
  }
}
