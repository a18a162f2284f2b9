package dev.orgtable.contracts.model;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The possible arguments of an operation; each uses some. They are drawn from few values, so that
 * operations collide.
 *
 * @param user the user
 * @param other another user, or the same
 * @param organisation the organisation
 * @param service the service
 * @param groups groups of the organisation and of services
 * @param more further groups
 * @param id the random bits of a new user's id
 * @param name the name of a user, an organisation or a service
 * @param number a revision, or a number of hours: 1 to {@value #MOST}
 */
public record Arguments(
    EmailAddress user,
    EmailAddress other,
    OrganisationId organisation,
    ServiceId service,
    Set<Group> groups,
    Set<Group> more,
    UUID id,
    String name,
    int number) {

  static final List<EmailAddress> USERS =
      Stream.of("ann", "bob", "cat", "dan", "eve", "fay", "gus", "hal")
          .map(name -> EmailAddress.of(name + "@example.com"))
          .toList();
  static final List<OrganisationId> ORGANISATIONS =
      Stream.of("acme", "beta", "core").map(OrganisationId::of).toList();
  static final List<ServiceId> SERVICES = Stream.of("billing", "crm").map(ServiceId::of).toList();
  static final List<Group> GROUPS =
      List.of(
          Group.OWNER,
          Group.of("staff"),
          Group.of("sales"),
          Group.of("support"),
          Group.of(SERVICES.get(0), "owner"),
          Group.of(SERVICES.get(1), "readers"));
  static final List<String> NAMES = List.of("Ace", "Act", "Bit");
  static final int MOST = 3;

  private static final Instant CREATED = Instant.parse("2020-01-01T00:00:00Z");

  /** Draws arguments from all users. */
  static Arguments random(Random random) {
    return random(random, USERS, ORGANISATIONS);
  }

  /** Draws arguments from some users and organisations. */
  static Arguments random(
      Random random, List<EmailAddress> users, List<OrganisationId> organisations) {
    return new Arguments(
        one(users, random),
        one(users, random),
        one(organisations, random),
        one(SERVICES, random),
        some(random),
        some(random),
        new UUID(random.nextLong(), random.nextLong()),
        one(NAMES, random),
        1 + random.nextInt(MOST));
  }

  private static <T> T one(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static Set<Group> some(Random random) {
    return GROUPS.stream()
        .filter(group -> random.nextInt(GROUPS.size()) == 0)
        .collect(Collectors.toSet());
  }

  Place place() {
    return new Place(organisation, user);
  }

  Profile profile() {
    return new Profile(name, "", "");
  }

  /** Returns the user as if read in revision {@link #number}. */
  User asUser() {
    return new User(UserId.of(CREATED, id), user, profile(), CREATED, number);
  }

  /** Returns the organisation as if read in revision {@link #number}. */
  Organisation asOrganisation() {
    return new Organisation(organisation, "Read", CREATED, number);
  }

  /** Returns the service as if read in revision {@link #number}. */
  Service asService() {
    return new Service(organisation, service, name, number);
  }

  Duration time() {
    return Duration.ofHours(number);
  }

  /** Returns both users with groups, or one if they are the same. */
  Map<EmailAddress, Set<Group>> members() {
    Map<EmailAddress, Set<Group>> members = new TreeMap<>(Map.of(user, groups));
    members.put(other, more);
    return members;
  }

  /** Returns checks of both users, for membership and for each group. */
  List<Check> questions() {
    return Stream.of(user, other)
        .flatMap(
            asked ->
                Stream.concat(
                    Stream.of(Check.member(asked, organisation)),
                    groups.stream().map(group -> Check.inGroup(asked, organisation, group))))
        .toList();
  }
}
