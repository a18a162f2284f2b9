package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A generated organisation with its services, members and invitations. */
final class DemoOrganisation {

  private static final List<String> NAMES =
      List.of(
          "Acorn", "Beacon", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Indigo",
          "Juniper", "Kestrel", "Lagoon", "Meadow", "Nimbus", "Orchard", "Pioneer", "Quartz",
          "River", "Summit", "Tundra", "Umbra", "Vertex", "Willow", "Zenith");
  private static final List<String> FORMS =
      List.of("Ltd", "GmbH", "Inc", "Labs", "Works", "Group", "Partners");
  private static final List<String> SERVICES =
      List.of("Billing", "Reports", "Archive", "Support", "Planning", "Shop", "Wiki");
  private static final List<String> GROUPS =
      List.of("staff", "admins", "finance", "support", "developers", "auditors");
  private static final List<String> OF_SERVICES = List.of("readers", "writers", "operators");
  private static final int MEMBERS_AN_OWNER = 50;
  private static final int MOST_OWNERS = 5;
  private static final int MOST_SERVICES = 6;
  private static final int MOST_INVITATIONS = 40;

  /** Spreads the members over all users. A prime larger than any number of users. */
  private static final long STRIDE = 1_000_000_007;

  /** The expiry, far ahead so that demo invitations stay open. */
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  private final DemoPeople people;
  private final long seed;
  private final int index;
  private final int members;
  private final int invitations;
  private final int firstUser;
  private final Organisation organisation;
  private final List<Service> services = new ArrayList<>();
  private final List<Long> additions = new ArrayList<>();
  private final long started;

  DemoOrganisation(DemoPeople people, long seed, int index, int members, DemoRandom random) {
    this.people = people;
    this.seed = seed;
    this.index = index;
    this.members = members;
    firstUser = random.below(people.users());
    organisation =
        new Organisation(
            OrganisationId.of(random.id()),
            random.of(NAMES) + " " + random.of(FORMS) + " " + index,
            random.time(),
            1);
    invitations =
        Math.min(
            Math.min(random.about(1 + members / 20.0), MOST_INVITATIONS), people.users() - members);
    int count = Math.min(random.about(2), MOST_SERVICES);
    for (int service = 0; service < count; service++) {
      services.add(
          new Service(organisation.id(), ServiceId.of(random.id()), SERVICES.get(service), 1));
      additions.add(random.additions(members));
    }
    started = random.additions(members + invitations + count);
  }

  /** Returns the number of items, without those of users. */
  long items() {
    return 1L + services.size() + 2L * members + 2L * invitations;
  }

  int members() {
    return members;
  }

  int invitations() {
    return invitations;
  }

  Organisation noun() {
    return organisation;
  }

  OrganisationRecord record() {
    return new OrganisationRecord(organisation, owners(), started).withSides(members, invitations);
  }

  List<OrganisationServiceRecord> services() {
    List<OrganisationServiceRecord> records = new ArrayList<>();
    for (int service = 0; service < services.size(); service++) {
      records.add(new OrganisationServiceRecord(services.get(service), additions.get(service)));
    }
    return records;
  }

  /** Returns the user's number of a member; an index past the last member selects an invitee. */
  int user(int member) {
    return (int) ((firstUser + member * (STRIDE % people.users())) % people.users());
  }

  OrganisationGroupMemberRecord member(int member, User user) {
    DemoRandom random = DemoRandom.of(seed, DemoRandom.Kind.MEMBER, index, member);
    Set<Group> groups = groups(random);
    if (member < owners()) {
      groups.add(Group.OWNER);
    }
    return new OrganisationGroupMemberRecord(
        organisation.id(),
        new MembershipId(random.id()),
        user,
        groups,
        organisation.createdAt().plusSeconds(random.below((int) LONGEST_WAIT.toSeconds())));
  }

  Invitation invitation(int invitee) {
    DemoRandom random = DemoRandom.of(seed, DemoRandom.Kind.INVITATION, index, invitee);
    EmailAddress who =
        random.oneIn(4)
            ? DemoPeople.stranger(random)
            : people.user(user(members + invitee)).email();
    return new Invitation(
        new MembershipId(random.id()),
        organisation.id(),
        who,
        groups(random),
        "the owner",
        organisation.createdAt().plusSeconds(random.below((int) LONGEST_WAIT.toSeconds())),
        END);
  }

  private int owners() {
    return Math.min(1 + members / MEMBERS_AN_OWNER, MOST_OWNERS);
  }

  private Set<Group> groups(DemoRandom random) {
    Set<Group> groups = new HashSet<>();
    for (int count = random.about(1.2); count > 0 && groups.size() < GROUPS.size(); count--) {
      groups.add(Group.of(random.of(GROUPS)));
    }
    for (Service service : services) {
      if (random.oneIn(3)) {
        groups.add(Group.of(service.id(), random.of(OF_SERVICES)));
      }
    }
    return groups;
  }
}
