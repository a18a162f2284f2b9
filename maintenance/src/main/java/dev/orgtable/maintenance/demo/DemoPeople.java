package dev.orgtable.maintenance.demo;

import dev.orgtable.EmailAddress;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.UserRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
  private static final List<String> LANGUAGES = List.of("de", "en", "es", "fr", "pt");
  private static final int NAMES = FIRST.size() * LAST.size();

  /** A prime that does not divide {@link #NAMES}: neighbouring numbers get unlike names. */
  private static final int NAME_STRIDE = 229;

  private static final int PHONES = 10_000_000;
  private static final int WITH_EXTERNAL_ID = 3;
  private static final int WITH_LIMIT = 25;
  private static final int LOWEST_LIMIT = 5;

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
    return new UserRecord(
        user,
        random.additions(memberships),
        Optional.empty(),
        List.of(),
        null,
        StoredFacts.of(facts(index, random)),
        index % WITH_LIMIT == WITH_LIMIT - 1
            ? Optional.of((long) Math.max(LOWEST_LIMIT, memberships))
            : Optional.empty());
  }

  private static Facts facts(int index, DemoRandom random) {
    Facts facts = Facts.NONE.withMetadata(Metadata.of(Map.of("language", random.of(LANGUAGES))));
    return hasExternalId(index)
        ? facts.withExternalId(ExternalId.of("customer-%06d".formatted(index)))
        : facts;
  }

  /** Returns whether the application knows a user by an id of its own. */
  static boolean hasExternalId(int index) {
    return index % WITH_EXTERNAL_ID == 0;
  }

  /** Returns the number of users who have an external id. */
  long externalIds() {
    return (users + WITH_EXTERNAL_ID - 1L) / WITH_EXTERNAL_ID;
  }

  /** Returns the address of an invitee who is not a user, other for each number. */
  static EmailAddress stranger(DemoRandom random, int number) {
    return EmailAddress.of(
        (random.of(FIRST) + "." + random.of(LAST) + "." + (number + 1)).toLowerCase(Locale.ROOT)
            + "@example.org");
  }

  private User user(int index, DemoRandom random) {
    long place = Math.floorMod(index * (long) NAME_STRIDE + seed, (long) NAMES);
    String first = FIRST.get((int) (place % FIRST.size()));
    String last = LAST.get((int) (place / FIRST.size()));
    String number = index < NAMES ? "" : "." + (1 + index / NAMES);
    String phone = random.oneIn(3) ? "" : "+49 30 %07d".formatted(random.below(PHONES));
    EmailAddress email =
        EmailAddress.of((first + "." + last).toLowerCase(Locale.ROOT) + number + "@example.com");
    Instant time = random.time();
    return new User(random.userId(time), email, new Profile(first, last, phone), time, 1);
  }

  private DemoRandom random(int index) {
    return DemoRandom.of(seed, DemoRandom.Kind.USER, index, 0);
  }
}
