package dev.orgtable.benchmarks.cost;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.store.Orgtable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Creates numbered users and adds many of them to an organisation at once. */
final class People {

  /** The maximum per transaction. */
  private static final int AT_ONCE = 15;

  private People() {}

  static EmailAddress number(int number) {
    return EmailAddress.of(String.format(Locale.ROOT, "person-%06d@example.com", number));
  }

  static User user(EmailAddress email) {
    return User.of(email, new Profile("Ann Margret", "Archer", "+1 555 0100"), Instant.EPOCH);
  }

  /** Makes the first users members; users that do not exist are created. */
  static void join(Orgtable orgtable, OrganisationId organisation, int count, Set<Group> groups) {
    for (int from = 0; from < count; from += AT_ONCE) {
      Map<EmailAddress, Set<Group>> members = new HashMap<>();
      for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
        orgtable.users().put(user(number(i)));
        members.put(number(i), groups);
      }
      orgtable.memberships().addMembers(organisation, members);
    }
  }
}
