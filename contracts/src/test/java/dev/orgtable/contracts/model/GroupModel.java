package dev.orgtable.contracts.model;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.role.GroupDetails;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The model of the operations on groups that have a record. */
record GroupModel(Model model) {

  GroupDetails create(OrganisationId organisation, GroupName name, GroupDetails details) {
    if (model.groupsOf(organisation).containsKey(name)) {
      throw new GroupAlreadyExists(organisation, name);
    }
    requireKnown(details.roles(), List.of());
    model.organisation(organisation);
    model.groupsOf(organisation).put(name, details);
    return details;
  }

  private void requireKnown(List<GroupName> roles, List<GroupName> held) {
    if (model.roles == 0 && !held.containsAll(roles)) {
      throw new InvalidInput("roles", "are unknown");
    }
  }

  GroupDetails put(OrganisationId organisation, GroupName name, GroupDetails details) {
    GroupDetails present = model.groupsOf(organisation).get(name);
    if (present == null) {
      return create(organisation, name, details);
    }
    requireKnown(details.roles(), present.roles());
    model.groupsOf(organisation).put(name, details);
    return details;
  }

  GroupDetails rename(OrganisationId organisation, GroupName from, GroupName to) {
    GroupDetails details = get(organisation, from);
    if (model.groupsOf(organisation).containsKey(to)) {
      throw new GroupAlreadyExists(organisation, to);
    }
    model.groupsOf(organisation).remove(from);
    model.groupsOf(organisation).put(to, details);
    rewrite(organisation, groups -> renamed(groups, from, to));
    return details;
  }

  private static Set<Group> renamed(Set<Group> groups, GroupName from, GroupName to) {
    Set<Group> renamed = new HashSet<>(groups);
    if (renamed.remove(new Group.OfOrganisation(from))) {
      renamed.add(new Group.OfOrganisation(to));
    }
    return renamed;
  }

  GroupDetails get(OrganisationId organisation, GroupName name) {
    return Optional.ofNullable(model.groupsOf(organisation).get(name))
        .orElseThrow(() -> new GroupNotFound(organisation, name));
  }

  List<GroupName> list(OrganisationId organisation) {
    model.organisation(organisation);
    return List.copyOf(model.groupsOf(organisation).keySet());
  }

  void delete(OrganisationId organisation, GroupName name) {
    get(organisation, name);
    model.groupsOf(organisation).remove(name);
    rewrite(organisation, groups -> without(new Group.OfOrganisation(name), groups));
  }

  private void rewrite(OrganisationId organisation, UnaryOperator<Set<Group>> change) {
    model
        .members(member -> member.organisation().equals(organisation))
        .forEach(member -> model.rewrite(member, member.profile(), change.apply(member.groups())));
    model.invitations.replaceAll(
        (place, offered) ->
            place.organisation().equals(organisation)
                ? with(change.apply(offered.groups()), offered)
                : offered);
  }

  private static Set<Group> without(Group group, Set<Group> groups) {
    Set<Group> rest = new HashSet<>(groups);
    rest.remove(group);
    return rest;
  }

  private static Invitation with(Set<Group> groups, Invitation offered) {
    return new Invitation(
        offered.id(),
        offered.organisation(),
        offered.invitee(),
        groups,
        offered.invitedBy(),
        offered.invitedAt(),
        offered.expiresAt());
  }

  /** Returns groups with the roles that they stand for. */
  Set<Group> expanded(OrganisationId organisation, Set<Group> groups) {
    Set<Group> all = new HashSet<>(groups);
    model
        .groupsOf(organisation)
        .forEach(
            (name, details) -> {
              if (groups.contains(new Group.OfOrganisation(name))) {
                details.roles().forEach(role -> all.add(new Group.OfOrganisation(role)));
              }
            });
    return all;
  }
}
