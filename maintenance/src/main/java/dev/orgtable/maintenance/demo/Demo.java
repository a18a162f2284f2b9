package dev.orgtable.maintenance.demo;

import dev.orgtable.InvalidInput;
import dev.orgtable.Invitation;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Generated demo data: the same items for the same numbers, seed and day; another day changes the
 * times of invitations only. Sizes are skewed as in real tables: most organisations have a few
 * members, a few have many, and the largest has all users, up to 100,000. The application has
 * roles; larger organisations have groups of their own; some have a limit, suspended members and
 * external ids. The data has no violations.
 */
public final class Demo {

  /** The limit keeps the generator's state within the memory of a small machine. */
  private static final int MOST = 20_000_000;

  private static final int LARGEST = 100_000;

  /**
   * The exponent of the size distribution: the hundredth has a thousandth of the first's members.
   */
  private static final double STEEPNESS = 1.5;

  private static final double SMALL = 8;

  private final DemoPeople people;
  private final int organisations;
  private final long seed;
  private final Instant today;

  private Demo(DemoPeople people, int organisations, long seed, Instant today) {
    this.people = people;
    this.organisations = organisations;
    this.seed = seed;
    this.today = today;
  }

  /**
   * Prepares the data.
   *
   * @param users the number of users, 1 to 20 million
   * @param organisations the number of organisations, 0 to 20 million
   * @param seed the seed
   * @param now the time: all invitations were sent within 14 days before the beginning of its day
   *     in UTC, and expire 30 days after they were sent
   * @throws InvalidInput if a number is out of range
   */
  public static Demo of(int users, int organisations, long seed, Instant now) {
    check("users", users, 1);
    check("organisations", organisations, 0);
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    return new Demo(new DemoPeople(users, seed), organisations, seed, today);
  }

  private static void check(String field, int value, int least) {
    if (value < least || value > MOST) {
      throw new InvalidInput(field, "must be " + least + " to " + MOST);
    }
  }

  /** Returns the number of items. */
  public long size() {
    long size = 1 + 2L * people.users() + people.externalIds();
    for (int index = 0; index < organisations; index++) {
      size += organisation(index).items();
    }
    return size;
  }

  /** Returns an organisation by its number, the largest first. */
  private DemoOrganisation organisation(int index) {
    DemoRandom random = DemoRandom.of(seed, DemoRandom.Kind.ORGANISATION, index, 0);
    int byRank = (int) (Math.min(LARGEST, people.users()) / Math.pow(index + 1.0, STEEPNESS));
    int members = Math.min(Math.max(byRank, 1 + random.about(SMALL)), people.users());
    return new DemoOrganisation(people, seed, index, members, random);
  }

  /** Passes all items to the consumer, always in the same order; keeps none of them. */
  public void forEach(Consumer<Map<String, AttributeValue>> taken) {
    taken.accept(DemoGroups.roles(seed).attributes());
    int[] memberships = new int[people.users()];
    for (int index = 0; index < organisations; index++) {
      DemoOrganisation organisation = organisation(index);
      organisation.records().forEach(item -> taken.accept(item.attributes()));
      for (int member = 0; member < organisation.members(); member++) {
        memberships[organisation.user(member)]++;
        member(organisation, member, taken);
      }
      for (int invitee = 0; invitee < organisation.invitations(); invitee++) {
        invitation(organisation, organisation.invitation(invitee, today), taken);
      }
    }
    for (int user = 0; user < people.users(); user++) {
      user(user, memberships[user], taken);
    }
  }

  private void user(int user, int memberships, Consumer<Map<String, AttributeValue>> taken) {
    UserRecord record = people.record(user, memberships);
    taken.accept(record.item().attributes());
    taken.accept(new UserIdRecord(record.user().id(), record.user().email()).item().attributes());
    record
        .facts()
        .id()
        .map(id -> new ExternalIdRecord(id, UserRecord.key(record.user().email())))
        .ifPresent(id -> taken.accept(id.item().attributes()));
  }

  private void member(
      DemoOrganisation organisation, int member, Consumer<Map<String, AttributeValue>> taken) {
    OrganisationGroupMemberRecord record =
        organisation.member(member, people.user(organisation.user(member)));
    organisation.records(member, record).forEach(item -> taken.accept(item.attributes()));
    Instant since = record.acceptedAt();
    taken.accept(
        UserOrganisationRecord.membership(record.user(), record.id(), organisation.noun(), since)
            .item()
            .attributes());
  }

  private static void invitation(
      DemoOrganisation organisation,
      Invitation invitation,
      Consumer<Map<String, AttributeValue>> taken) {
    taken.accept(OrganisationInvitationRecord.item(invitation).attributes());
    taken.accept(
        new UserOrganisationRecord(
                invitation.invitee(),
                Optional.empty(),
                invitation.id(),
                organisation.noun(),
                invitation.invitedAt(),
                Optional.empty(),
                Optional.of(invitation.expiresAt()))
            .item()
            .attributes());
  }
}
