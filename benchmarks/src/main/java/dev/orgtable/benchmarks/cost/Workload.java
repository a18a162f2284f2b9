package dev.orgtable.benchmarks.cost;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.store.Orgtable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A back end's daily workload, generated from a seed: 900 of 1,000 requests check a member, the
 * others list members, list a user's organisations, change groups, let people join, and get a user.
 * Nobody leaves, and nothing is deleted. The popularity of organisations follows Zipf's law: the
 * n-th has the weight 1 / n.
 */
final class Workload {

  static final int ORGANISATIONS = 300;
  static final int MEMBERS = 20;

  private static final Group STAFF = Group.of("staff");

  private final Orgtable orgtable;
  private final Random random;
  private final double[] upTo = new double[ORGANISATIONS];
  private int newcomers;

  /** Creates the workload for a prepared table. */
  Workload(Orgtable orgtable, long seed) {
    this.orgtable = orgtable;
    this.random = new Random(seed);
    double sum = 0;
    for (int i = 0; i < ORGANISATIONS; i++) {
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
  }

  static OrganisationId organisation(int number) {
    return OrganisationId.of("organisation-" + number);
  }

  /** Writes the organisations, with the same number of members each. */
  static void prepare(Orgtable orgtable) {
    List<EmailAddress> people = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      people.add(People.number(i));
    }
    people.forEach(user -> orgtable.users().create(People.user(user)));
    for (int i = 0; i < ORGANISATIONS; i++) {
      orgtable.organisations().create(organisation(i), "Organisation " + i, people.get(0));
      for (EmailAddress user : people.subList(1, MEMBERS)) {
        orgtable.memberships().addMember(user, organisation(i), Set.of(STAFF));
      }
    }
  }

  /** Returns the current number of memberships. */
  int memberships() {
    return ORGANISATIONS * MEMBERS + newcomers;
  }

  /** Returns the current number of users. */
  int users() {
    return MEMBERS + newcomers;
  }

  /** Executes one request. */
  void next() {
    OrganisationId organisation = organisation(skewed());
    EmailAddress user = People.number(random.nextInt(MEMBERS));
    int which = random.nextInt(1000);
    if (which < 900) {
      orgtable.memberships().check(Check.inGroup(user, organisation, STAFF));
    } else if (which < 940) {
      orgtable.memberships().list(organisation, PageRequest.first(50));
    } else if (which < 980) {
      orgtable.users().organisations(user, PageRequest.first(50));
    } else if (which < 990) {
      orgtable.memberships().addToGroups(user, organisation, Set.of(Group.of("on-call")));
      orgtable.memberships().removeFromGroups(user, organisation, Set.of(Group.of("on-call")));
    } else if (which < 995) {
      join(organisation);
    } else {
      orgtable.users().get(user);
    }
  }

  private void join(OrganisationId organisation) {
    newcomers++;
    EmailAddress newcomer = EmailAddress.of("newcomer-" + newcomers + "@example.com");
    orgtable.users().create(User.of(newcomer, new Profile("New", "Comer", ""), Instant.EPOCH));
    orgtable.invitations().invite(newcomer, organisation, Set.of(STAFF));
    orgtable.invitations().accept(newcomer, organisation);
  }

  private int skewed() {
    double at = random.nextDouble() * upTo[ORGANISATIONS - 1];
    int number = 0;
    while (upTo[number] < at) {
      number++;
    }
    return number;
  }
}
