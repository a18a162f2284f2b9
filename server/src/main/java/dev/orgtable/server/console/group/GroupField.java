package dev.orgtable.server.console.group;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.ServiceId;
import java.util.Comparator;

/**
 * A group, for display and as the value of a form field.
 *
 * @param group the group
 * @param label the label of its role or of its record; its name if it has neither
 * @param service the name of its service; empty for a group of the organisation
 */
public record GroupField(Group group, String label, String service)
    implements Comparable<GroupField> {

  static final String SLASH = "/";

  private static final Comparator<GroupField> ORDER =
      Comparator.comparing(GroupField::service)
          .thenComparing(GroupField::serviceId)
          .thenComparing(field -> !field.isOwner())
          .thenComparing(GroupField::label, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(GroupField::name);

  /**
   * Parses the value of a form field: {@code staff} for a group of the organisation, {@code
   * 018f…/readers} for one of a service.
   *
   * @throws dev.orgtable.InvalidInput if it is not a group
   */
  public static Group read(String value) {
    int slash = value.indexOf(SLASH);
    return slash < 0
        ? Group.of(value.strip())
        : Group.of(
            ServiceId.of(value.substring(0, slash).strip()), value.substring(slash + 1).strip());
  }

  /** Returns the group's name within its organisation or service. */
  public String name() {
    return group.name().value();
  }

  /** Returns the value of the form field, as {@link #read} parses it. */
  public String value() {
    return serviceId().isEmpty() ? name() : serviceId() + SLASH + name();
  }

  /** Returns the group as people type it: {@code staff}, or {@code Billing/readers}. */
  public String typed() {
    return service.isEmpty() ? name() : service + SLASH + name();
  }

  /** Returns the display text: {@code Staff}, or {@code Readers of Billing}. */
  public String spoken() {
    return service.isEmpty() ? label : label + " of " + service;
  }

  /** Returns whether the group is that of the organisation's owners. */
  public boolean isOwner() {
    return group.equals(Group.OWNER);
  }

  String serviceId() {
    return group instanceof Group.OfService of ? of.service().value() : "";
  }

  static GroupField ofOrganisation(GroupName name, String label) {
    return new GroupField(new Group.OfOrganisation(name), label, "");
  }

  @Override
  public int compareTo(GroupField other) {
    return ORDER.compare(this, other);
  }
}
