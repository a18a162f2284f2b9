package dev.orgtable.server.console.group;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The groups of one organisation and its services, for one request. */
public final class OrganisationGroups {

  /** The most services that are read at once, and that offer groups to pick from. */
  private static final int MOST_SERVICES = 50;

  /** The most roles of each level that are offered to pick from. */
  private static final int MOST_ROLES = 20;

  private final OrganisationId organisation;
  private final Orgtable orgtable;
  private final KnownGroups known;
  private final @Nullable Roles roles;
  private @Nullable Map<ServiceId, String> services;
  private @Nullable Map<GroupName, String> own;

  OrganisationGroups(OrganisationId organisation, Orgtable orgtable, KnownGroups known) {
    this.organisation = organisation;
    this.orgtable = orgtable;
    this.known = known;
    this.roles = known.roles().orElse(null);
  }

  /** Returns whether any group can be given: the application has set no roles. */
  public boolean isFree() {
    return roles == null;
  }

  /** Returns a group with what people read for it. */
  public GroupField field(Group group) {
    return group instanceof Group.OfService of
        ? new GroupField(group, label(group, Map.of()), service(of.service()))
        : new GroupField(group, label(group, needsRecord(group) ? own() : Map.of()), "");
  }

  private boolean needsRecord(Group group) {
    return !group.equals(Group.OWNER) && role(group).isEmpty();
  }

  private String label(Group group, Map<GroupName, String> records) {
    if (group.equals(Group.OWNER) && role(group).isEmpty()) {
      return "Owner";
    }
    return role(group)
        .map(Role::label)
        .orElseGet(() -> records.getOrDefault(group.name(), group.name().value()));
  }

  private Optional<Roles> roles() {
    return Optional.ofNullable(roles);
  }

  private Optional<Role> role(Group group) {
    return roles().flatMap(all -> all.find(group));
  }

  /** Returns groups in order: those of the organisation first, owners at their head. */
  public List<GroupField> sorted(Collection<Group> groups) {
    return groups.stream().map(this::field).collect(Collectors.toCollection(TreeSet::new)).stream()
        .toList();
  }

  /**
   * Returns the groups to pick from: owners, the roles, the organisation's own groups, and the
   * roles of services for each service.
   */
  public List<GroupField> choices() {
    List<Group> choices = new ArrayList<>(List.of(Group.OWNER));
    names(roles().stream().flatMap(all -> all.organisation().stream()))
        .forEach(name -> choices.add(new Group.OfOrganisation(name)));
    own().keySet().forEach(name -> choices.add(new Group.OfOrganisation(name)));
    List<GroupName> ofServices = names(roles().stream().flatMap(all -> all.service().stream()));
    if (!ofServices.isEmpty()) {
      for (ServiceId service : services().keySet()) {
        ofServices.forEach(name -> choices.add(new Group.OfService(service, name)));
      }
    }
    return sorted(choices);
  }

  /** Returns roles of organisations, for a group to stand for, beside those that it has already. */
  public List<GroupField> roles(Collection<GroupName> already) {
    return sorted(
        Stream.concat(
                names(roles().stream().flatMap(all -> all.organisation().stream())).stream(),
                already.stream())
            .<Group>map(Group.OfOrganisation::new)
            .collect(Collectors.toSet()));
  }

  private static List<GroupName> names(Stream<Role> roles) {
    return roles.map(Role::name).limit(MOST_ROLES).toList();
  }

  /**
   * Parses a group as people type it: {@code staff}, or {@code Billing/readers} with the name or
   * the id of a service.
   *
   * @throws dev.orgtable.InvalidInput if it is not a group
   */
  public Group read(String text) {
    int slash = text.indexOf(GroupField.SLASH);
    if (slash < 0) {
      return GroupField.read(text);
    }
    String service = text.substring(0, slash).strip();
    return named(service)
        .<Group>map(id -> Group.of(id, text.substring(slash + 1).strip()))
        .orElseGet(() -> GroupField.read(text));
  }

  /** Returns the only service with this name, in any case. */
  private Optional<ServiceId> named(String name) {
    List<ServiceId> found =
        services().entrySet().stream()
            .filter(each -> each.getValue().equalsIgnoreCase(name))
            .map(Map.Entry::getKey)
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Parses a list of groups to grant, with commas between them. */
  public Set<Group> readAll(String text, UnaryOperator<Group> given) {
    return Stream.of(text.split(","))
        .filter(each -> !each.isBlank())
        .map(this::read)
        .map(given)
        .collect(Collectors.toSet());
  }

  private String service(ServiceId id) {
    String name = services().get(id);
    return name == null ? alone(id) : name;
  }

  private String alone(ServiceId id) {
    try {
      return orgtable.services().get(organisation, id).name();
    } catch (ServiceNotFound | OrganisationNotFound e) {
      return id.value();
    }
  }

  private Map<ServiceId, String> services() {
    Map<ServiceId, String> found = services;
    if (found == null) {
      found = readServices();
      services = found;
    }
    return found;
  }

  private Map<GroupName, String> own() {
    Map<GroupName, String> found = own;
    if (found == null) {
      found = readOwn();
      own = found;
    }
    return found;
  }

  /** Returns none for an organisation that has been deleted, to which an invitation may remain. */
  private Map<ServiceId, String> readServices() {
    Map<ServiceId, String> found = new LinkedHashMap<>();
    try {
      for (Service each :
          orgtable.services().list(organisation, PageRequest.first(MOST_SERVICES)).items()) {
        found.put(each.id(), each.name());
      }
    } catch (OrganisationNotFound e) {
      return Map.of();
    }
    return found;
  }

  private Map<GroupName, String> readOwn() {
    Map<GroupName, String> found = new LinkedHashMap<>();
    try {
      for (OrganisationGroup each : known.own(organisation)) {
        found.put(each.name(), each.title());
      }
    } catch (OrganisationNotFound e) {
      return Map.of();
    }
    return found;
  }
}
