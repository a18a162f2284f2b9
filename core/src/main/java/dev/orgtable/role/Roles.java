package dev.orgtable.role;

import dev.orgtable.Check;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Permission;
import dev.orgtable.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The roles of an application: the groups of every organisation and of every service, with what
 * their members may do. Immutable.
 *
 * <p>A member has a permission in the organisation by its groups of the organisation, and in a
 * service by its groups of this service or of the organisation. Members of {@code owner} have every
 * permission that the roles name, unless {@code owner} is listed with permissions or inclusions of
 * its own.
 */
public final class Roles {

  /** The maximum size in bytes, as {@link #bytes} counts them. */
  public static final int MOST_BYTES = 32 << 10;

  /** The name of the level of organisations in documents and exceptions. */
  public static final String ORGANISATION = "organisation";

  /** The name of the level of services in documents and exceptions. */
  public static final String SERVICE = "service";

  /** The bytes of a role in the table besides its texts, and of an element besides its own. */
  private static final int ROLE_BYTES = 64;

  private static final int ELEMENT_BYTES = 2;

  private final RoleLevel organisation;
  private final RoleLevel service;
  private final Set<Permission> all;

  private Roles(RoleLevel organisation, RoleLevel service) {
    this.organisation = organisation;
    this.service = service;
    Set<Permission> named = new TreeSet<>();
    organisation.permissions().forEach(named::addAll);
    service.permissions().forEach(named::addAll);
    this.all = Collections.unmodifiableSet(named);
  }

  /**
   * Returns the roles of these lists.
   *
   * @param organisation the groups of every organisation, in the order in which people see them
   * @param service the groups of every service
   * @throws InvalidInput if a name occurs twice or differs from another in case or compatibility
   *     form only, or mixes scripts that look alike, such as Latin and Cyrillic, a role includes
   *     one that is not in its list, or an {@code owner} that has every permission, inclusions form
   *     a circle, or the size exceeds {@link #MOST_BYTES}; the field is the place, such as {@code
   *     organisation.admin.includes.0}
   */
  public static Roles of(List<Role> organisation, List<Role> service) {
    Roles roles = stored(organisation, service);
    roles.organisation.refuseLookAlikes();
    roles.service.refuseLookAlikes();
    roles.refuseInclusionOfAll();
    int bytes = roles.bytes();
    if (bytes > MOST_BYTES) {
      throw new InvalidInput(
          "roles", "must have at most " + MOST_BYTES + " bytes, and have " + bytes);
    }
    return roles;
  }

  /**
   * Returns roles that were accepted before, maybe by other rules for names and another size: only
   * their structure is checked.
   *
   * @throws InvalidInput if a name occurs twice, a role includes one that is not in its list, or
   *     inclusions form a circle
   */
  public static Roles stored(List<Role> organisation, List<Role> service) {
    return new Roles(new RoleLevel(ORGANISATION, organisation), new RoleLevel(SERVICE, service));
  }

  /** Refuses inclusions of an {@code owner} without permissions of its own: they add nothing. */
  private void refuseInclusionOfAll() {
    for (Role role : organisation()) {
      int place = role.includes().indexOf(Group.OWNER.name());
      if (place >= 0 && giveOwnersAll()) {
        throw new InvalidInput(
            ORGANISATION + "." + role.name() + ".includes." + place,
            "is owner, which has every permission and none to include");
      }
    }
  }

  /** Returns the groups of every organisation, in the order of the document. */
  public List<Role> organisation() {
    return organisation.list();
  }

  /** Returns the groups of every service, in the order of the document. */
  public List<Role> service() {
    return service.list();
  }

  /**
   * Returns the size: the bytes of all texts in UTF-8, 64 more for each role, and 2 for each
   * permission and inclusion.
   */
  public int bytes() {
    return Stream.concat(organisation().stream(), service().stream()).mapToInt(Roles::bytes).sum();
  }

  private static int bytes(Role role) {
    return ROLE_BYTES
        + bytes(role.name().value())
        + bytes(role.label())
        + bytes(role.description())
        + bytes(role.permissions())
        + bytes(role.includes());
  }

  private static int bytes(Collection<?> elements) {
    return elements.stream().mapToInt(each -> bytes(each.toString()) + ELEMENT_BYTES).sum();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns the role of a group; empty if it is not listed. */
  public Optional<Role> find(Group group) {
    return Optional.ofNullable(level(group).roles().get(group.name()));
  }

  /** Returns whether a group is listed, or is {@code owner} of organisations. */
  public boolean knows(Group group) {
    return group.equals(Group.OWNER) || find(group).isPresent();
  }

  private RoleLevel level(Group group) {
    return group instanceof Group.OfService ? service : organisation;
  }

  /** Returns every permission that a role names, in order. */
  public Set<Permission> permissions() {
    return all;
  }

  /** Returns the permissions in the organisation of a member of these groups, in order. */
  public Set<Permission> permissions(Set<Group> groups) {
    return permissions(groups.stream().filter(Group.OfOrganisation.class::isInstance));
  }

  /** Returns the permissions in an existing service of a member of these groups, in order. */
  public Set<Permission> permissions(Set<Group> groups, ServiceId in) {
    return permissions(
        groups.stream()
            .filter(group -> !(group instanceof Group.OfService of) || of.service().equals(in)));
  }

  private Set<Permission> permissions(Stream<Group> groups) {
    Set<Permission> held = new TreeSet<>();
    groups.forEach(group -> held.addAll(of(group)));
    return held;
  }

  /**
   * Returns whether members of {@code owner} have every permission: it is not listed, or without
   * permissions and inclusions.
   */
  public boolean giveOwnersAll() {
    return find(Group.OWNER).filter(Role::grants).isEmpty();
  }

  private Set<Permission> of(Group group) {
    if (group.equals(Group.OWNER) && giveOwnersAll()) {
      return all;
    }
    GroupName name = group.name();
    return level(group).of(name);
  }

  /**
   * Returns whether a member of these groups has a permission, if the service in which it is needed
   * exists.
   *
   * @throws InvalidInput if no role names the permission
   */
  public boolean permit(Set<Group> groups, Check.Needed needed) {
    require(needed.permission());
    return groups.stream()
        .filter(group -> counts(group, needed))
        .anyMatch(group -> of(group).contains(needed.permission()));
  }

  private static boolean counts(Group group, Check.Needed needed) {
    return !(group instanceof Group.OfService of)
        || needed.service().filter(of.service()::equals).isPresent();
  }

  /**
   * Refuses a permission that no role names.
   *
   * @throws InvalidInput if no role names it
   */
  public void require(Permission permission) {
    if (!all.contains(permission)) {
      throw new InvalidInput("permission", "is not named by any role: " + permission);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Roles roles
        && organisation().equals(roles.organisation())
        && service().equals(roles.service());
  }

  @Override
  public int hashCode() {
    return organisation().hashCode() * 31 + service().hashCode();
  }

  @Override
  public String toString() {
    return "organisation " + organisation() + ", service " + service();
  }
}
