package dev.orgtable.internal.record;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Item;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Groups as the strings of the table's sets: {@code organisationGroup/<group>}, {@code
 * serviceGroup/<service>/<group>}.
 */
public final class Groups {

  public static final String ATTRIBUTE = "groups";
  public static final String OWNER = write(Group.OWNER);

  private static final String OF_ORGANISATION = "organisationGroup/";
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

  /**
   * Returns the group that a string stands for; empty if it stands for none, or not in the very
   * form that is written.
   */
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

  /** Returns the service whose group a string stands for. */
  public static Optional<ServiceId> service(String text) {
    return read(text).flatMap(Groups::service);
  }

  public static Optional<ServiceId> service(Group group) {
    return group instanceof Group.OfService of ? Optional.of(of.service()) : Optional.empty();
  }

  /** Returns the services whose groups some strings stand for, in order. */
  public static Set<ServiceId> servicesOf(Collection<String> texts) {
    Set<ServiceId> services = new TreeSet<>();
    for (String text : texts) {
      if (text.startsWith(OF_SERVICE)) {
        service(text).ifPresent(services::add);
      }
    }
    return services;
  }

  /** Returns the services that some groups belong to, in order. */
  public static Set<ServiceId> services(Collection<Group> groups) {
    Set<ServiceId> services = new TreeSet<>();
    groups.forEach(group -> service(group).ifPresent(services::add));
    return services;
  }

  /** Returns the groups of a service that a member is in, or an invitation offers. */
  public static Set<String> of(ServiceId service, Item item) {
    return item.strings(ATTRIBUTE).stream()
        .filter(group -> service(group).filter(service::equals).isPresent())
        .collect(Collectors.toSet());
  }

  /** Returns whether the groups of a record are a string set, or none. */
  public static boolean areSound(Item item) {
    return item.value(ATTRIBUTE).map(AttributeValue::hasSs).orElse(true);
  }
}
