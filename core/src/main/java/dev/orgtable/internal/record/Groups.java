package dev.orgtable.internal.record;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Transaction;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts groups to and from the strings in the table's sets: {@code organisationGroup/<group>},
 * {@code serviceGroup/<service>/<group>}.
 */
public final class Groups {

  public static final String ATTRIBUTE = "groups";
  public static final String OWNER = write(Group.OWNER);

  private static final String OF_ORGANISATION = Keys.GROUPS;
  private static final String OF_SERVICE = "serviceGroup/";

  private Groups() {}

  public static String write(Group group) {
    if (group instanceof Group.OfService of) {
      return OF_SERVICE + of.service() + "/" + of.name();
    }
    return OF_ORGANISATION + group.name();
  }

  public static Set<String> write(Collection<Group> groups) {
    Set<String> texts = new TreeSet<>();
    groups.forEach(group -> texts.add(write(group)));
    return texts;
  }

  /** Parses a group; empty if the string is not one, or not in normal form. */
  public static Optional<Group> read(String text) {
    int slash = text.indexOf('/', text.startsWith(OF_SERVICE) ? OF_SERVICE.length() : 0);
    if (slash < 0) {
      return Optional.empty();
    }
    String written = text.substring(slash + 1);
    try {
      GroupName name = GroupName.of(written);
      return name.value().equals(written)
          ? of(text.substring(0, slash + 1), name)
          : Optional.empty();
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  private static Optional<Group> of(String level, GroupName name) {
    if (level.equals(OF_ORGANISATION)) {
      return Optional.of(new Group.OfOrganisation(name));
    }
    return level.startsWith(OF_SERVICE)
        ? Optional.of(
            new Group.OfService(
                ServiceId.of(level.substring(OF_SERVICE.length(), level.length() - 1)), name))
        : Optional.empty();
  }

  public static Set<Group> read(Collection<String> texts) {
    Set<Group> groups = new HashSet<>();
    texts.forEach(text -> read(text).ifPresent(groups::add));
    return Set.copyOf(groups);
  }

  /** Returns the service of the group that a string denotes. */
  public static Optional<ServiceId> service(String text) {
    return read(text).flatMap(Groups::service);
  }

  public static Optional<ServiceId> service(Group group) {
    return group instanceof Group.OfService of ? Optional.of(of.service()) : Optional.empty();
  }

  /** Returns the services of the groups that strings denote, in order. */
  public static Set<ServiceId> servicesOf(Collection<String> texts) {
    Set<ServiceId> services = new TreeSet<>();
    for (String text : texts) {
      if (text.startsWith(OF_SERVICE)) {
        service(text).ifPresent(services::add);
      }
    }
    return services;
  }

  /** Returns the services of groups, in order. */
  public static Set<ServiceId> services(Collection<Group> groups) {
    Set<ServiceId> services = new TreeSet<>();
    groups.forEach(group -> service(group).ifPresent(services::add));
    return services;
  }

  /** Returns the groups of a service on the record of a member or an invitation. */
  public static Set<String> of(ServiceId service, Item item) {
    return item.strings(ATTRIBUTE).stream()
        .filter(group -> service(group).filter(service::equals).isPresent())
        .collect(Collectors.toSet());
  }

  /** Returns a group of an organisation, if the record of a member or an invitation has it. */
  public static Set<String> of(GroupName group, Item item) {
    String text = write(new Group.OfOrganisation(group));
    return item.strings(ATTRIBUTE).contains(text) ? Set.of(text) : Set.of();
  }

  /** Returns the groups on a record with another name for one of the organisation. */
  public static Set<String> renamed(Item item, GroupName from, GroupName to) {
    Set<String> groups = new TreeSet<>(item.strings(ATTRIBUTE));
    groups.remove(write(new Group.OfOrganisation(from)));
    groups.add(write(new Group.OfOrganisation(to)));
    return groups;
  }

  /**
   * Requires that the members who are not in a group of the organisation still are not. To add a
   * member to a group is a write of the member's record alone, so that each record is written: what
   * is added later has a later event than the transaction.
   */
  public static void requireOutside(
      Transaction transaction, GroupName group, Collection<Item> members) {
    String text = write(new Group.OfOrganisation(group));
    for (Item member : members) {
      if (!member.strings(ATTRIBUTE).contains(text)) {
        transaction.update(
            member.key(),
            new Change().delete(ATTRIBUTE, Set.of(text)),
            Conditions.live().lacks(ATTRIBUTE, text),
            Refusals.changed());
      }
    }
  }

  /** Returns whether the groups of a record are a string set or absent. */
  public static boolean isValid(Item item) {
    return item.value(ATTRIBUTE).map(AttributeValue::hasSs).orElse(true);
  }
}
