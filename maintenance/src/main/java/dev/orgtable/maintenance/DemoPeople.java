package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.internal.record.UserRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The generated users, by number. */
final class DemoPeople {

  private static final List<String> FIRST =
      List.of(
          "Ada", "Bo", "Chidi", "Dina", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jun", "Kofi",
          "Lena", "Mateo", "Nora", "Omar", "Priya", "Quinn", "Rosa", "Sven", "Tariq", "Uma",
          "Viktor", "Wanda", "Yara", "Zoe");
  private static final List<String> LAST =
      List.of(
          "Adeyemi",
          "Berg",
          "Costa",
          "Dubois",
          "Eriksen",
          "Fischer",
          "Garcia",
          "Haddad",
          "Ivanova",
          "Jensen",
          "Kowalski",
          "Larsen",
          "Moreau",
          "Nakamura",
          "Okafor",
          "Patel",
          "Rossi",
          "Schmidt",
          "Tanaka",
          "Weber",
          "Yilmaz",
          "Zhang");
  private static final int PHONES = 1_000_000_000;

  private final int users;
  private final long seed;

  DemoPeople(int users, long seed) {
    this.users = users;
    this.seed = seed;
  }

  int users() {
    return users;
  }

  User user(int index) {
    return user(index, random(index));
  }

  UserRecord record(int index, int memberships) {
    DemoRandom random = random(index);
    User user = user(index, random);
    return new UserRecord(user, random.additions(memberships));
  }

  /** Returns the address of an invitee who is not a user. */
  static EmailAddress stranger(DemoRandom random) {
    return EmailAddress.of("guest." + random.id() + "@example.org");
  }

  private static User user(int index, DemoRandom random) {
    String first = random.of(FIRST);
    String last = random.of(LAST);
    String phone = random.oneIn(3) ? "" : "49" + random.below(PHONES);
    EmailAddress email =
        EmailAddress.of(
            (first + "." + last + "." + index).toLowerCase(Locale.ROOT) + "@example.com");
    Instant time = random.time();
    return new User(random.userId(time), email, new Profile(first, last, phone), time, 1);
  }

  private DemoRandom random(int index) {
    return DemoRandom.of(seed, DemoRandom.Kind.USER, index, 0);
  }
}
