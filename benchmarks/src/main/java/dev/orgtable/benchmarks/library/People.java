package dev.orgtable.benchmarks.library;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The data of the benchmark. */
final class People {

  static final String TABLE = "orgtable";
  static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  static final EmailAddress DAN = EmailAddress.of("dan@example.com");
  static final OrganisationId ACME = OrganisationId.of("acme");
  static final Group STAFF = Group.of("staff");
  static final Group MORE = Group.of("more");

  private static final ServiceId BILLING = ServiceId.of("billing");
  private static final int MEMBERS = 100;
  private static final int AT_ONCE = 11;

  private People() {}

  /** Creates an organisation with 100 members, each in a group of it and in one of a service. */
  static void prepare(Orgtable orgtable) {
    orgtable.schema().create(false, Duration.ofSeconds(30));
    orgtable.users().create(user(ANN));
    orgtable.users().create(user(DAN));
    orgtable.organisations().create(ACME, "Acme", ANN);
    orgtable.services().create(new Service(ACME, BILLING, "Billing", 0));
    for (int from = 1; from < MEMBERS; from += AT_ONCE) {
      Map<EmailAddress, Set<Group>> members = new HashMap<>();
      for (int i = from; i < Math.min(MEMBERS, from + AT_ONCE); i++) {
        EmailAddress member = EmailAddress.of("member-" + i + "@example.com");
        orgtable.users().create(user(member));
        members.put(member, Set.of(STAFF, Group.of(BILLING, "readers")));
      }
      orgtable.memberships().addMembers(ACME, members);
    }
  }

  private static User user(EmailAddress email) {
    return User.of(email, new Profile("Ann Margret", "Archer", "+1 555 0100"), Instant.EPOCH);
  }
}
