package dev.orgtable.store;

import dev.orgtable.Group;
import dev.orgtable.ServiceId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Groups as the strings of the table's sets: {@code organisationGroup/<group>}, {@code
 * serviceGroup/<service>/<group>}.
 */
final class Groups {

  static final String ATTRIBUTE = "groups";
  static final String OWNER = write(Group.OWNER);

  private static final String OF_ORGANISATION = "organisationGroup/";
  private static final String OF_SERVICE = "serviceGroup/";

  private Groups() {}

  static String write(Group group) {
    if (group instanceof Group.OfService of) {
      return OF_SERVICE + of.service() + "/" + of.name();
    }
    return OF_ORGANISATION + group.name();
  }

  static Set<String> write(Collection<Group> groups) {
    return groups.stream().map(Groups::write).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the group that a string stands for; empty if it stands for none, or not in the very
   * form that is written.
   */
  static Optional<Group> read(String text) {
    try {
      return Optional.of(parse(text)).filter(group -> write(group).equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Set<Group> read(Collection<String> texts) {
    return texts.stream()
        .flatMap(text -> read(text).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the service whose group a string stands for. */
  static Optional<ServiceId> service(String text) {
    return read(text).flatMap(Groups::service);
  }

  static Optional<ServiceId> service(Group group) {
    return group instanceof Group.OfService of ? Optional.of(of.service()) : Optional.empty();
  }

  /** Returns the services that some groups belong to, in order. */
  static Set<ServiceId> services(Collection<Group> groups) {
    return groups.stream()
        .flatMap(group -> service(group).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Group parse(String text) {
    if (text.startsWith(OF_ORGANISATION)) {
      return Group.of(text.substring(OF_ORGANISATION.length()));
    }
    int slash = text.indexOf('/', OF_SERVICE.length());
    if (!text.startsWith(OF_SERVICE) || slash < 0) {
      throw new IllegalArgumentException("not a group: " + text);
    }
    return Group.of(
        ServiceId.of(text.substring(OF_SERVICE.length(), slash)), text.substring(slash + 1));
  }
}
