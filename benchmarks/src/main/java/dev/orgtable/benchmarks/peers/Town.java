package dev.orgtable.benchmarks.peers;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The data, the same for all: 500 users, each in four of 100 organisations, which have 20 of them;
 * and a large organisation with other users. Users with even numbers are in the group {@code staff}
 * of their organisations. Ann owns these organisations. Those that are created while measuring are
 * owned by founders, 1,000 other users, so that no other kind of work sees them. Keycloak has no
 * owners; there, each organisation has a member of its own in Ann's place.
 *
 * @param large the number of members of the large organisation, besides Ann
 */
record Town(int large) {

  static final int ORGANISATIONS = 100;
  static final int USERS = 500;
  static final int FOUNDERS = 1_000;
  static final int PAGE = 50;
  static final String LARGE = "large";
  static final String STAFF = "staff";
  static final String ANN = "ann";

  private static final int ORGANISATIONS_OF_USER = 4;
  private static final int APART = ORGANISATIONS / ORGANISATIONS_OF_USER;

  /** A prime, so that consecutive checks ask about members far from each other. */
  private static final int STRIDE = 7_919;

  private static final Pattern EMAIL = Pattern.compile("\"email\":\"([^\"]+)\"");
  private static final Pattern NAME = Pattern.compile("\"name\":\"(organisation-\\d+)\"");

  static String email(String user) {
    return user + "@example.com";
  }

  /** Returns the user that a call is about. */
  String user(int index) {
    return "user-" + index % USERS;
  }

  /** Returns an organisation of the user that a call is about. */
  String organisation(int index) {
    return organisation(index % USERS, index / USERS % ORGANISATIONS_OF_USER);
  }

  private static String organisation(int user, int place) {
    return "organisation-" + (user + APART * place) % ORGANISATIONS;
  }

  /** Returns the member of the large organisation that a call is about. */
  String memberOfLarge(int index) {
    return "large-" + numberInLarge(index);
  }

  private long numberInLarge(int index) {
    return (long) index * STRIDE % large;
  }

  /** Returns the user who creates an organisation. */
  static String founder(int index) {
    return "founder-" + index % FOUNDERS;
  }

  static String made(int index) {
    return "made-" + index;
  }

  static String newcomer(int index) {
    return email("newcomer-" + index);
  }

  /** Returns the numbers of the users in an organisation. */
  static Set<Integer> usersOf(int organisation) {
    return IntStream.range(0, USERS)
        .filter(user -> user % APART == organisation % APART)
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns what an answer must say. */
  Set<String> expected(Work work, int index) {
    return switch (work) {
      case CHECK -> membership(index % USERS % 2 == 0);
      case CHECK_IN_LARGE -> membership(numberInLarge(index) % 2 == 0);
      case MEMBERS -> {
        int organisation = Integer.parseInt(organisation(index).substring(13));
        Set<String> emails = new TreeSet<>(Set.of(email(ANN)));
        usersOf(organisation).forEach(user -> emails.add(email("user-" + user)));
        yield emails;
      }
      case MEMBERS_OF_LARGE -> Set.of(PAGE + " members");
      case ORGANISATIONS ->
          IntStream.range(0, ORGANISATIONS_OF_USER)
              .mapToObj(place -> organisation(index % USERS, place))
              .collect(Collectors.toCollection(TreeSet::new));
      case CREATE -> Set.of(email(founder(index)));
      case INVITE -> Set.of(newcomer(index));
    };
  }

  /** Returns what is known of a member. */
  static Set<String> membership(boolean staff) {
    return staff ? Set.of("member", STAFF) : Set.of("member");
  }

  /** Returns the addresses in an answer. */
  static Set<String> emails(String json) {
    return all(EMAIL, json);
  }

  /** Returns how many members of the large organisation an answer has. */
  static Set<String> membersOfLarge(String json) {
    long count =
        emails(json).stream().filter(each -> each.matches("(large-\\d+|ann)@example.com")).count();
    return Set.of(count + " members");
  }

  /** Returns the names of organisations in an answer. */
  static Set<String> names(String json) {
    return all(NAME, json);
  }

  private static Set<String> all(Pattern pattern, String json) {
    return pattern
        .matcher(json)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
