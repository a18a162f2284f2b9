package dev.orgtable.server.console.organisation;

import dev.orgtable.Group;
import dev.orgtable.ServiceId;
import dev.orgtable.store.MembershipStore;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A group in a form: {@code staff} for one of the organisation, {@code billing/readers} for one of
 * a service.
 *
 * @param group the group
 */
record GroupField(Group group) implements Comparable<GroupField> {

  private static final String SLASH = "/";

  /**
   * Reads one as it was typed.
   *
   * @throws dev.orgtable.InvalidInput if it is no group
   */
  static Group read(String text) {
    int slash = text.indexOf(SLASH);
    return slash < 0
        ? Group.of(text.strip())
        : Group.of(
            ServiceId.of(text.substring(0, slash).strip()), text.substring(slash + 1).strip());
  }

  /** Reads many that are to be given to somebody, with commas between them. */
  static Set<Group> readAll(String text) {
    return Stream.of(text.split(","))
        .filter(each -> !each.isBlank())
        .map(GroupField::read)
        .map(MembershipStore::checkGiven)
        .collect(Collectors.toSet());
  }

  /** Returns groups in their order: those of the organisation first. */
  static List<GroupField> sorted(Set<Group> groups) {
    return groups.stream()
        .map(GroupField::new)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  /** Returns the service's id; empty for a group of the organisation. */
  public String service() {
    return group instanceof Group.OfService of ? of.service().value() : "";
  }

  /** Returns the name in its service or in the organisation. */
  public String name() {
    return group.name().value();
  }

  /** Returns what stands in a form. */
  public String value() {
    return service().isEmpty() ? name() : service() + SLASH + name();
  }

  /** Returns how it is spoken of. */
  public String spoken() {
    return service().isEmpty() ? name() : name() + " of service " + service();
  }

  @Override
  public int compareTo(GroupField other) {
    return Comparator.comparing(GroupField::service)
        .thenComparing(GroupField::name)
        .compare(this, other);
  }
}
