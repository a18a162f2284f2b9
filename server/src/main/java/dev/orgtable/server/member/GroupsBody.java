package dev.orgtable.server.member;

import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.ServiceId;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.role.KnownGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
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
   * @param check checks the groups
   * @throws dev.orgtable.InvalidInput if there are more than {@value Group#MOST_PER_MEMBER}, a name
   *     or an id is not valid, or a group cannot be granted
   */
  public Set<Group> given(String path, KnownGroups.Given check) {
    Map<Group, String> fields = parsed(path);
    check.readAhead(fields.keySet());
    fields.forEach((group, field) -> Input.required(field, field, named -> check.apply(group)));
    return Set.copyOf(fields.keySet());
  }

  /**
   * Parses the groups.
   *
   * @param path the prefix of field names in the request, such as {@code remove.}
   * @throws dev.orgtable.InvalidInput if there are more than {@value Group#MOST_PER_MEMBER}, or a
   *     name or an id is not valid
   */
  public Set<Group> read(String path) {
    return Set.copyOf(parsed(path).keySet());
  }

  /** Returns the groups in their order, each with the first field that names it. */
  private Map<Group, String> parsed(String path) {
    Map<Group, String> all = new LinkedHashMap<>();
    read(path + "groups.", groups, Group::of, all);
    services.forEach(
        (id, names) -> {
          ServiceId service = Input.required(path + "services", id, ServiceId::of);
          read(path + "services." + id + ".", names, name -> Group.of(service, name), all);
        });
    if (all.size() > Group.MOST_PER_MEMBER) {
      throw new InvalidInput(path + "groups", "must be at most " + Group.MOST_PER_MEMBER);
    }
    return all;
  }

  private static void read(
      String field, List<String> names, Function<String, Group> group, Map<Group, String> into) {
    for (int i = 0; i < names.size(); i++) {
      into.putIfAbsent(Input.required(field + i, names.get(i), group), field + i);
    }
  }
}
