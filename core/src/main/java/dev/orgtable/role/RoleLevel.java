package dev.orgtable.role;

import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Permission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The roles of organisations, or those of services, with the permissions of each. */
final class RoleLevel {

  private final String field;
  private final Map<GroupName, Role> roles = new LinkedHashMap<>();
  private final Map<GroupName, Set<Permission>> permissions = new HashMap<>();

  /**
   * Checks the structure of roles.
   *
   * @param field the name of the level, the first part of field names in exceptions
   */
  RoleLevel(String field, List<Role> listed) {
    this.field = field;
    for (Role role : listed) {
      if (roles.put(role.name(), role) != null) {
        throw new InvalidInput(field + "." + role.name(), "occurs twice");
      }
    }
    listed.forEach(this::checkIncluded);
    listed.forEach(role -> grant(role, new ArrayDeque<>()));
  }

  /** Refuses names that look like others. Stored roles may have some, by rules of their time. */
  void refuseLookAlikes() {
    Map<String, GroupName> folded = new HashMap<>();
    for (GroupName name : roles.keySet()) {
      if (LookAlikes.mixesScripts(name)) {
        throw new InvalidInput(
            field + "." + name, "mixes letters of scripts that are not written together");
      }
      GroupName present = folded.putIfAbsent(LookAlikes.fold(name), name);
      if (present != null) {
        throw new InvalidInput(field + "." + name, "differs from " + present + " in form");
      }
    }
  }

  private void checkIncluded(Role role) {
    for (int i = 0; i < role.includes().size(); i++) {
      GroupName included = role.includes().get(i);
      if (!roles.containsKey(included)) {
        throw new InvalidInput(
            place(role, i), "is " + included + ", which is not listed under " + field);
      }
    }
  }

  /** Computes the permissions of a role after those of the roles that it includes. */
  private Set<Permission> grant(Role role, Deque<GroupName> path) {
    Set<Permission> known = permissions.get(role.name());
    if (known != null) {
      return known;
    }
    path.addLast(role.name());
    Set<Permission> all = new TreeSet<>(role.permissions());
    for (int i = 0; i < role.includes().size(); i++) {
      GroupName included = role.includes().get(i);
      if (path.contains(included)) {
        throw new InvalidInput(place(role, i), "closes a circle: " + circle(path, included));
      }
      all.addAll(grant(find(included), path));
    }
    path.removeLast();
    permissions.put(role.name(), Collections.unmodifiableSet(all));
    return all;
  }

  private static String circle(Deque<GroupName> path, GroupName start) {
    List<GroupName> all = new ArrayList<>(path);
    all.add(start);
    return all.subList(all.indexOf(start), all.size()).stream()
        .map(GroupName::value)
        .collect(Collectors.joining(" includes "));
  }

  private String place(Role role, int included) {
    return field + "." + role.name() + ".includes." + included;
  }

  private Role find(GroupName name) {
    Role role = roles.get(name);
    if (role == null) {
      throw new IllegalStateException("not listed: " + name);
    }
    return role;
  }

  Map<GroupName, Role> roles() {
    return Collections.unmodifiableMap(roles);
  }

  List<Role> list() {
    return List.copyOf(roles.values());
  }

  Collection<Set<Permission>> permissions() {
    return permissions.values();
  }

  /** Returns the permissions of a role; none if it is not listed. */
  Set<Permission> of(GroupName name) {
    return permissions.getOrDefault(name, Set.of());
  }
}
