package dev.orgtable.server.role;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Permission;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.server.problem.Input;
import dev.orgtable.store.RoleStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The roles of the application.
 *
 * @param organisation the groups of every organisation, by name, in the order of the document
 * @param service the groups of every service, by name
 */
record RolesBody(
    @Nullable Map<String, @Nullable RoleBody> organisation,
    @Nullable Map<String, @Nullable RoleBody> service) {

  static RolesBody of(Roles roles) {
    Map<String, @Nullable RoleBody> organisation = level(roles.organisation());
    if (roles.giveOwnersAll()) {
      roles
          .find(Group.OWNER)
          .ifPresent(owner -> organisation.put(owner.name().value(), RoleBody.ofAll(owner)));
    }
    return new RolesBody(organisation, level(roles.service()));
  }

  private static Map<String, @Nullable RoleBody> level(List<Role> roles) {
    Map<String, @Nullable RoleBody> level = new LinkedHashMap<>();
    roles.forEach(role -> level.put(role.name().value(), RoleBody.of(role)));
    return level;
  }

  /**
   * Parses the roles.
   *
   * @throws InvalidInput if they are not valid, or there is none: an empty body is more likely a
   *     mistake than the wish to take all permissions away; the field is the place in the body
   */
  Roles read() {
    Roles roles = Roles.of(read(Roles.ORGANISATION, organisation), read(Roles.SERVICE, service));
    if (roles.organisation().isEmpty() && roles.service().isEmpty()) {
      throw new InvalidInput(Roles.ORGANISATION, "must list a group, unless service does");
    }
    return RoleStore.checkNew(roles);
  }

  private static List<Role> read(String level, @Nullable Map<String, @Nullable RoleBody> bodies) {
    List<Role> roles = new ArrayList<>();
    Objects.requireNonNullElse(bodies, Map.<String, @Nullable RoleBody>of())
        .forEach((name, body) -> roles.add(role(level + "." + name, name, body)));
    return roles;
  }

  private static Role role(String place, String name, @Nullable RoleBody body) {
    if (body == null) {
      throw new InvalidInput(place, "must be an object");
    }
    return body.read(place, name);
  }

  /**
   * A role.
   *
   * @param label what people read instead of the name
   * @param description what the group is for; may be empty
   * @param permissions the permissions of its members, without those of included groups; absent for
   *     an {@code owner} that has every permission
   * @param includes the groups whose permissions its members have as well; absent for an {@code
   *     owner} that has every permission
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RoleBody(
      @Nullable String label,
      @Nullable String description,
      @Nullable List<String> permissions,
      @Nullable List<String> includes) {

    /** Returns an {@code owner} that has every permission: without lists. */
    private static RoleBody ofAll(Role role) {
      return new RoleBody(role.label(), role.description(), null, null);
    }

    static RoleBody of(Role role) {
      return new RoleBody(
          role.label(),
          role.description(),
          role.permissions().stream().map(Permission::value).toList(),
          role.includes().stream().map(GroupName::value).toList());
    }

    Role read(String place, String name) {
      GroupName group = Input.required(place, name, GroupName::of);
      List<Permission> all = all(place + ".permissions.", permissions, Permission::of);
      List<GroupName> included = all(place + ".includes.", includes, GroupName::of);
      Role role;
      try {
        role =
            new Role(
                group,
                Objects.requireNonNullElse(label, ""),
                Objects.requireNonNullElse(description, ""),
                all,
                included);
      } catch (InvalidInput e) {
        throw e.as(place + "." + e.field());
      }
      return permissions == null && includes == null ? role : RoleStore.checkListed(place, role);
    }

    private static <T> List<T> all(
        String place, @Nullable List<String> texts, Function<String, T> parser) {
      List<T> all = new ArrayList<>();
      for (String text : Objects.requireNonNullElse(texts, List.<String>of())) {
        all.add(Input.required(place + all.size(), text, parser));
      }
      return all;
    }
  }
}
