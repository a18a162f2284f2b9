package dev.orgtable.cli;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The changes that a role document would make, as lines for people. */
final class RolesPlan {

  private final List<String> lines = new ArrayList<>();

  private RolesPlan() {}

  /**
   * Returns the changes, one per line; empty if there are none.
   *
   * @param before the present roles
   * @param after the roles to be applied
   */
  static List<String> lines(Roles before, Roles after) {
    RolesPlan plan = new RolesPlan();
    plan.compare(Roles.ORGANISATION, before.organisation(), after.organisation());
    plan.compare(Roles.SERVICE, before.service(), after.service());
    if (!before.giveOwnersAll() && after.giveOwnersAll() && !after.permissions().isEmpty()) {
      plan.lines.add("warning owner now has every permission");
    }
    return List.copyOf(plan.lines);
  }

  private void compare(String level, List<Role> before, List<Role> after) {
    int present = lines.size();
    Map<GroupName, Role> old = byName(before);
    Map<GroupName, Role> next = byName(after);
    next.forEach(
        (name, role) -> {
          Role former = old.get(name);
          if (former == null) {
            lines.add("add     " + level + " " + name + added(role));
            warnOfMembers(level, role);
          } else if (!former.equals(role)) {
            lines.add("change  " + level + " " + name + changed(former, role));
          }
        });
    old.keySet().stream()
        .filter(name -> !next.containsKey(name))
        .forEach(name -> lines.add("remove  " + level + " " + name));
    if (lines.size() == present && !before.equals(after)) {
      lines.add("change  " + level + ": the order");
    }
  }

  /** Organisations may have groups of this name, which are not read for the plan. */
  private void warnOfMembers(String level, Role role) {
    boolean grants = !role.permissions().isEmpty() || !role.includes().isEmpty();
    if (grants && !role.name().equals(Group.OWNER.name())) {
      lines.add(
          "warning "
              + level
              + " "
              + role.name()
              + ": groups that already have this name get its permissions");
    }
  }

  private static Map<GroupName, Role> byName(List<Role> roles) {
    Map<GroupName, Role> byName = new LinkedHashMap<>();
    roles.forEach(role -> byName.put(role.name(), role));
    return byName;
  }

  private static String added(Role role) {
    return ": "
        + role.label()
        + differences("includes", List.of(), role.includes())
        + differences("permissions", List.of(), role.permissions());
  }

  private static String changed(Role before, Role after) {
    return ":"
        + (before.label().equals(after.label()) ? "" : " label " + after.label())
        + (before.description().equals(after.description()) ? "" : " description")
        + differences("includes", before.includes(), after.includes())
        + differences("permissions", before.permissions(), after.permissions());
  }

  private static String differences(String field, List<?> before, List<?> after) {
    StringBuilder text = new StringBuilder();
    without(after, before).forEach(each -> text.append(" +").append(each));
    without(before, after).forEach(each -> text.append(" -").append(each));
    if (text.isEmpty() && !before.equals(after)) {
      text.append(" the order");
    }
    return text.isEmpty() ? "" : " " + field + text;
  }

  private static Set<Object> without(List<?> all, List<?> others) {
    Set<Object> rest = new LinkedHashSet<>(all);
    others.forEach(rest::remove);
    return rest;
  }
}
