package dev.orgtable;

/** A group that a member can be in, of the organisation or of one of its services. */
public sealed interface Group {

  /** The group of the organisation's owners. An organisation always has at least one owner. */
  Group OWNER = of("owner");

  /**
   * The maximum number of groups per member, counting those of the organisation and of its
   * services.
   */
  int MOST_PER_MEMBER = 100;

  /** Returns the name within the organisation or the service. */
  GroupName name();

  /** Returns a group of the organisation. */
  static Group of(String name) {
    return new OfOrganisation(GroupName.of(name));
  }

  /** Returns a group of a service of the organisation. */
  static Group of(ServiceId service, String name) {
    return new OfService(service, GroupName.of(name));
  }

  /**
   * A group of the organisation.
   *
   * @param name the name, unique in the organisation
   */
  record OfOrganisation(GroupName name) implements Group {}

  /**
   * A group of a service.
   *
   * @param service the service, in the same organisation as the member
   * @param name the name, unique in the service
   */
  record OfService(ServiceId service, GroupName name) implements Group {}
}
