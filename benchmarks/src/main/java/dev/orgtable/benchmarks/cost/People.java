package dev.orgtable.benchmarks.cost;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.store.Orgtable;
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

  /** Makes the first users members; users that do not exist are created. */
  static void join(Orgtable orgtable, OrganisationId organisation, int count, Set<Group> groups) {
    for (int from = 0; from < count; from += AT_ONCE) {
      Map<EmailAddress, Set<Group>> members = new HashMap<>();
      for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
        orgtable.users().put(Operations.user(number(i)));
        members.put(number(i), groups);
      }
      orgtable.memberships().addMembers(organisation, members);
    }
  }
}
