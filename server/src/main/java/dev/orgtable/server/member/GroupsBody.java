package dev.orgtable.server.member;

import dev.orgtable.Group;
import dev.orgtable.ServiceId;
import dev.orgtable.server.problem.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Groups of an organisation and of its services.
 *
 * @param groups names of groups of the organisation
 * @param services names of groups of services, by the service's id
 */
public record GroupsBody(List<String> groups, Map<String, List<String>> services) {

  /** Treats omitted fields as empty. */
  public GroupsBody(@Nullable List<String> groups, @Nullable Map<String, List<String>> services) {
    this.groups = Objects.requireNonNullElse(groups, List.of());
    this.services = Objects.requireNonNullElse(services, Map.of());
  }

  /** Returns the groups, sorted, as a response body. */
  public static GroupsBody of(Set<Group> all) {
    List<String> groups = new ArrayList<>();
    Map<String, List<String>> services = new TreeMap<>();
    for (Group group : all) {
      (group instanceof Group.OfService of
              ? services.computeIfAbsent(of.service().value(), service -> new ArrayList<>())
              : groups)
          .add(group.name().value());
    }
    groups.sort(null);
    services.values().forEach(names -> names.sort(null));
    return new GroupsBody(groups, services);
  }

  /**
   * Parses groups to grant.
   *
   * @param path the prefix of field names in the request, such as {@code add.}
   * @param check checks each group: see {@link dev.orgtable.server.role.KnownGroups#in}
   * @throws dev.orgtable.InvalidInput if a name or an id is not valid, or is a group name that
   *     cannot be granted
   */
  public Set<Group> given(String path, UnaryOperator<Group> check) {
    return parsed(path, check);
  }

  /**
   * Parses the groups.
   *
   * @param path the prefix of field names in the request, such as {@code remove.}
   * @throws dev.orgtable.InvalidInput if a name or an id is not valid
   */
  public Set<Group> read(String path) {
    return parsed(path, UnaryOperator.identity());
  }

  private Set<Group> parsed(String path, UnaryOperator<Group> check) {
    Set<Group> all = new HashSet<>();
    read(path + "groups.", groups, name -> check.apply(Group.of(name)), all);
    services.forEach(
        (id, names) -> {
          ServiceId service = Input.required(path + "services", id, ServiceId::of);
          String field = path + "services." + id + ".";
          read(field, names, name -> check.apply(Group.of(service, name)), all);
        });
    return all;
  }

  private static void read(
      String field, List<String> names, Function<String, Group> group, Set<Group> into) {
    for (int i = 0; i < names.size(); i++) {
      into.add(Input.required(field + i, names.get(i), group));
    }
  }
}
