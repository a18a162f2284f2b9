package dev.orgtable.server.console.organisation;

import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.server.role.KnownGroups;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A group as a form field: {@code staff} for a group of the organisation, {@code billing/readers}
 * for a group of a service.
 *
 * @param group the group
 * @param label what people read: the label of its role, or its name
 */
record GroupField(Group group, String label) implements Comparable<GroupField> {

  private static final String SLASH = "/";

  /**
   * Parses a group as typed.
   *
   * @throws dev.orgtable.InvalidInput if it is not a group
   */
  static Group read(String text) {
    int slash = text.indexOf(SLASH);
    return slash < 0
        ? Group.of(text.strip())
        : Group.of(
            ServiceId.of(text.substring(0, slash).strip()), text.substring(slash + 1).strip());
  }

  /** Parses a comma-separated list of groups to grant. */
  static Set<Group> readAll(String text, UnaryOperator<Group> known) {
    return Stream.of(text.split(","))
        .filter(each -> !each.isBlank())
        .map(GroupField::read)
        .map(known)
        .collect(Collectors.toSet());
  }

  /** Returns the groups sorted, by name: those of the organisation first. */
  static List<GroupField> sorted(Set<Group> groups) {
    return sorted(groups, Optional.empty());
  }

  /** Returns the groups sorted in the same way, with the labels of their roles. */
  static List<GroupField> sorted(Set<Group> groups, KnownGroups known) {
    return sorted(groups, known.roles());
  }

  private static List<GroupField> sorted(Set<Group> groups, Optional<Roles> roles) {
    return groups.stream()
        .map(group -> new GroupField(group, label(group, roles)))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  /**
   * Returns the groups of organisations that the roles list, in their order; none without roles.
   */
  static List<GroupField> choices(KnownGroups known) {
    return known.roles().stream()
        .flatMap(roles -> roles.organisation().stream())
        .map(role -> new GroupField(new Group.OfOrganisation(role.name()), role.label()))
        .toList();
  }

  /** Returns the groups of an organisation that have a record, in order of their names. */
  static List<GroupField> own(KnownGroups known, OrganisationId organisation) {
    return known.own(organisation).stream()
        .map(group -> new GroupField(new Group.OfOrganisation(group.name()), group.title()))
        .toList();
  }

  private static String label(Group group, Optional<Roles> roles) {
    return roles
        .flatMap(known -> known.find(group))
        .map(Role::label)
        .orElseGet(() -> group.name().value());
  }

  /** Returns the id of the service; empty for a group of the organisation. */
  public String service() {
    return group instanceof Group.OfService of ? of.service().value() : "";
  }

  /** Returns the group's name within its organisation or service. */
  public String name() {
    return group.name().value();
  }

  /** Returns the value of the form field. */
  public String value() {
    return service().isEmpty() ? name() : service() + SLASH + name();
  }

  /** Returns the display text. */
  public String spoken() {
    return service().isEmpty() ? label : label + " of service " + service();
  }

  @Override
  public int compareTo(GroupField other) {
    return Comparator.comparing(GroupField::service)
        .thenComparing(GroupField::name)
        .compare(this, other);
  }
}
