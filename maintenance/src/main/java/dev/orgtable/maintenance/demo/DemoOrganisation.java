package dev.orgtable.maintenance.demo;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Sides;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.Suspension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A generated organisation with its services, groups, members and invitations. */
final class DemoOrganisation {

  private static final List<String> NAMES =
      List.of(
          "Acorn", "Beacon", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Indigo",
          "Juniper", "Kestrel", "Lagoon", "Meadow", "Nimbus", "Orchard", "Pioneer", "Quartz",
          "River", "Summit", "Tundra", "Umbra", "Vertex", "Willow", "Zenith");
  private static final List<String> FORMS =
      List.of("Ltd", "GmbH", "Inc", "Labs", "Works", "Group", "Partners");
  private static final int NAMED = NAMES.size() * FORMS.size();

  /** A prime that does not divide {@link #NAMED}: neighbouring numbers get unlike names. */
  private static final int NAME_STRIDE = 37;

  private static final List<String> SERVICES =
      List.of("Billing", "Reports", "Archive", "Support desk", "Planning", "Shop", "Wiki");
  private static final int MEMBERS_AN_OWNER = 50;
  private static final int MOST_OWNERS = 5;
  private static final int MOST_SERVICES = 6;
  private static final int MOST_INVITATIONS = 40;

  /** The number of members from which an organisation has services and groups of its own. */
  static final int LARGE = 15;

  /** One organisation of these many is suspended, and so is one member. */
  private static final int SUSPENDED = 25;

  private static final int WITH_LIMIT = 4;
  private static final int WITH_EXTERNAL_ID = 3;
  private static final List<Integer> LIMITS = List.of(10, 25, 50, 100, 250, 500, 1000, 5000);
  private static final List<String> PLANS = List.of("Starter", "Team", "Business", "Enterprise");
  private static final List<Integer> PLAN_MEMBERS = List.of(10, 50, 200);
  private static final int FIRST_STAFF_NUMBER = 10_000;

  /** Spreads the members over all users. A prime larger than any number of users. */
  private static final long STRIDE = 1_000_000_007;

  private static final Duration VALIDITY = Duration.ofDays(30);
  private static final Duration LONGEST_WAIT = Duration.ofDays(14);

  private final DemoPeople people;
  private final long seed;
  private final int index;
  private final int members;
  private final int invitations;
  private final int firstUser;
  private final Organisation organisation;
  private final List<Service> services = new ArrayList<>();
  private final List<Long> additions = new ArrayList<>();
  private final DemoGroups groups;
  private final long started;
  private final boolean isLimited;

  DemoOrganisation(DemoPeople people, long seed, int index, int members, DemoRandom random) {
    this.people = people;
    this.seed = seed;
    this.index = index;
    this.members = members;
    firstUser = random.below(people.users());
    organisation =
        new Organisation(
            OrganisationId.of(random.id()),
            name(index, seed),
            DemoRandom.later(random.time(), people.user(firstUser).createdAt()),
            1);
    invitations = Math.min(random.about(1 + members / 20.0), MOST_INVITATIONS);
    int count = Math.min(random.about(2) + (members < LARGE ? 0 : 2), MOST_SERVICES);
    for (int service = 0; service < count; service++) {
      services.add(
          new Service(organisation.id(), ServiceId.of(random.id()), SERVICES.get(service), 1));
      additions.add(random.additions(members));
    }
    groups = DemoGroups.of(organisation, index, members, random);
    started = random.additions(members + invitations + count + groups.size());
    isLimited = random.oneIn(WITH_LIMIT);
  }

  private static String name(int index, long seed) {
    int place = (int) Math.floorMod(index * (long) NAME_STRIDE + seed, (long) NAMED);
    String name = NAMES.get(place % NAMES.size()) + " " + FORMS.get(place / NAMES.size());
    return index < NAMED ? name : name + " " + (1 + index / NAMED);
  }

  /** Returns the number of items, without those of users. */
  long items() {
    return 1L
        + (hasExternalId() ? 1 + members : 0)
        + services.size()
        + groups.size()
        + 2L * members
        + 2L * invitations;
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

  /** Returns the records of the organisation, its services and its groups. */
  List<Item> records() {
    OrganisationRecord record =
        new OrganisationRecord(
                organisation,
                owners(),
                started,
                0,
                new Sides(0, 0, limit()),
                StoredFacts.of(facts()),
                suspension())
            .withSides(members, invitations);
    List<Item> items = new ArrayList<>();
    items.add(record.item());
    if (hasExternalId()) {
      items.add(
          new ExternalIdRecord(externalId(), OrganisationRecord.key(organisation.id())).item());
    }
    for (int service = 0; service < services.size(); service++) {
      items.add(
          new OrganisationServiceRecord(services.get(service), additions.get(service)).item());
    }
    items.addAll(groups.records());
    return items;
  }

  private Optional<Long> limit() {
    return isLimited
        ? LIMITS.stream()
            .filter(limit -> limit >= members + invitations)
            .findFirst()
            .map(Integer::longValue)
        : Optional.empty();
  }

  private Facts facts() {
    int plan = (int) PLAN_MEMBERS.stream().filter(most -> members > most).count();
    Facts facts = Facts.NONE.withMetadata(Metadata.of(Map.of("plan", PLANS.get(plan))));
    return hasExternalId() ? facts.withExternalId(externalId()) : facts;
  }

  /** Returns whether the application knows the organisation and its members by ids of its own. */
  private boolean hasExternalId() {
    return index % WITH_EXTERNAL_ID == 0;
  }

  private ExternalId externalId() {
    return ExternalId.of("account-%05d".formatted(index + 1));
  }

  private Suspension suspension() {
    return index % SUSPENDED == SUSPENDED - 1
        ? Suspension.NONE.next(organisation.createdAt().plus(VALIDITY))
        : Suspension.NONE;
  }

  /** Returns the user's number of a member; an index past the last member selects an invitee. */
  int user(int member) {
    return (int) ((firstUser + member * (STRIDE % people.users())) % people.users());
  }

  OrganisationGroupMemberRecord member(int member, User user) {
    DemoRandom random = DemoRandom.of(seed, DemoRandom.Kind.MEMBER, index, member);
    Set<Group> of = groups.some(services, random);
    if (member < owners()) {
      of.add(Group.OWNER);
    }
    Instant earliest = DemoRandom.later(organisation.createdAt(), user.createdAt());
    return new OrganisationGroupMemberRecord(
        organisation.id(),
        new MembershipId(random.id()),
        user,
        of,
        member == 0 ? earliest : random.after(earliest));
  }

  /** Returns the records of a member: the organisation's side, and the external id if any. */
  List<Item> records(int member, OrganisationGroupMemberRecord record) {
    Item.Builder item = Suspension.on(record.item(), suspension().number()).change();
    if (member >= owners() && member % SUSPENDED == SUSPENDED - 1) {
      item.with(OrganisationGroupMemberRecord.SUSPENDED_AT, record.acceptedAt().plus(VALIDITY));
    }
    if (!hasExternalId()) {
      return List.of(item.build());
    }
    ExternalId id = ExternalId.of(Integer.toString(FIRST_STAFF_NUMBER + member));
    Facts facts =
        new Facts(id, Metadata.of(Map.of("office", member % 3 == 0 ? "Lisbon" : "Berlin")));
    return List.of(
        StoredFacts.of(facts).on(item).build(),
        new ExternalIdRecord(
                id, OrganisationGroupMemberRecord.key(organisation.id(), record.user().email()))
            .item());
  }

  /**
   * Returns an invitation by the number of its invitee.
   *
   * @param today the time before which it was sent, and after which it expires
   */
  Invitation invitation(int invitee, Instant today) {
    DemoRandom random = DemoRandom.of(seed, DemoRandom.Kind.INVITATION, index, invitee);
    EmailAddress who =
        random.oneIn(4) || members + invitee >= people.users()
            ? DemoPeople.stranger(random, invitee)
            : people.user(user(members + invitee)).email();
    Instant sent = today.minusSeconds(random.below((int) LONGEST_WAIT.toSeconds()));
    return new Invitation(
        new MembershipId(random.id()),
        organisation.id(),
        who,
        groups.some(services, random),
        inviter(),
        sent,
        sent.plus(VALIDITY));
  }

  private String inviter() {
    return people.user(firstUser).profile().name();
  }

  private int owners() {
    return Math.min(1 + members / MEMBERS_AN_OWNER, MOST_OWNERS);
  }
}
