package dev.orgtable.benchmarks.service;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The data: one organisation with 1,000 members, and 50 more of the same owner. */
final class World {

  static final int MEMBERS = 1_000;
  static final int ORGANISATIONS = 50;
  static final int PAGE = 50;
  static final OrganisationId ACME = OrganisationId.of("acme");
  static final EmailAddress ANN = EmailAddress.of("ann@example.com");

  /** The maximum number of members added at once. */
  private static final int AT_ONCE = 25;

  private World() {}

  static EmailAddress member(int index) {
    return EmailAddress.of("member-" + index % MEMBERS + "@example.com");
  }

  static OrganisationId organisation(int index) {
    return OrganisationId.of("organisation-" + index % ORGANISATIONS);
  }

  /** Returns an invitee of one of the two ways. */
  static EmailAddress invitee(String way, int index) {
    return EmailAddress.of(way + "-" + index + "@example.com");
  }

  /** Writes the data, and invitees for each way. */
  static void fill(Orgtable orgtable, Set<String> ways, int invitees) {
    orgtable.schema().create(false, Duration.ofSeconds(30));
    create(orgtable, ANN);
    orgtable.organisations().create(ACME, "Acme", ANN);
    for (int i = 0; i < ORGANISATIONS; i++) {
      orgtable.organisations().create(organisation(i), "Organisation " + i, ANN);
    }
    Map<EmailAddress, Set<Group>> members = new HashMap<>();
    for (int i = 0; i < MEMBERS; i++) {
      create(orgtable, member(i));
      members.put(member(i), Set.of(Group.of("staff")));
      if (members.size() == AT_ONCE || i == MEMBERS - 1) {
        orgtable.memberships().addMembers(ACME, members);
        members.clear();
      }
    }
    for (String way : ways) {
      for (int i = 0; i < invitees; i++) {
        create(orgtable, invitee(way, i));
      }
    }
  }

  private static void create(Orgtable orgtable, EmailAddress user) {
    orgtable
        .users()
        .create(User.of(user, new Profile("Ann Margret", "Archer", "+1 555 0100"), Instant.EPOCH));
  }
}
