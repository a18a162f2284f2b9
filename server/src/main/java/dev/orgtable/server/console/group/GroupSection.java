package dev.orgtable.server.console.group;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The groups of the organisation, or those of one service, to pick from.
 *
 * @param title {@code Groups}, or the name of the service
 * @param groups its groups, in order
 */
public record GroupSection(String title, List<GroupField> groups) {

  /** Copies the list. */
  public GroupSection {
    groups = List.copyOf(groups);
  }

  /** Returns the groups by section: the organisation first, then the services by name. */
  public static List<GroupSection> of(Collection<GroupField> groups) {
    Map<String, TreeSet<GroupField>> sections = new LinkedHashMap<>();
    for (GroupField group : new TreeSet<>(groups)) {
      sections.computeIfAbsent(group.serviceId(), service -> new TreeSet<>()).add(group);
    }
    return sections.values().stream().map(GroupSection::of).toList();
  }

  private static GroupSection of(TreeSet<GroupField> groups) {
    String service = groups.first().service();
    return new GroupSection(service.isEmpty() ? "Groups" : service, List.copyOf(groups));
  }
}
