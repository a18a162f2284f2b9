package dev.orgtable.contracts.upgrade;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.ServiceId;
import dev.orgtable.UserMembership;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.maintenance.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The base of contracts on the table of the original Go program: that table and all rights in it.
 */
abstract class GoTableContract extends TableContract {

  protected static final OrganisationId GO_ACME =
      OrganisationId.of("a5dccb5f-9cd4-4051-ace0-adc49291f166");
  protected static final OrganisationId GO_BETA =
      OrganisationId.of("1439c3c2-1142-4fa6-9a55-96d3be3b4dd9");
  protected static final ServiceId GO_BILLING =
      ServiceId.of("8ff4b0c8-1e5e-41fd-96b7-a6e0f5871840");
  protected static final ServiceId GO_LEGACY = ServiceId.of("e65194e6-0aa9-406c-be4c-2f3f3cbcc949");
  protected static final Group GO_READERS = Group.of(GO_BILLING, "readers");

  protected static final String ACME_KEY = "organisation/" + GO_ACME;
  protected static final String BETA_KEY = "organisation/" + GO_BETA;
  protected static final String MEMBER = "organisationGroupMember/";

  /** The attribute {@code v} of an upgraded item. */
  protected static final AttributeValue VERSION_1 = AttributeValue.fromN("1");

  /** Exactly the rights that the table proves. */
  protected static final Map<String, Set<Group>> PROVEN =
      Map.of(
          "ann@example.com Acme", Set.of(Group.OWNER, STAFF, GO_READERS),
          "bob@example.com Beta", Set.of(Group.OWNER),
          "cat@example.com Acme", Set.of());

  private static final List<EmailAddress> USERS = List.of(ANN, BOB, CAT, DAN);
  private static final Map<OrganisationId, String> ORGANISATIONS =
      Map.of(GO_ACME, "Acme", GO_BETA, "Beta");

  @BeforeEach
  final void loadTable() {
    GoTable.items().forEach(this::put);
  }

  /**
   * Accepts every violation, since a table of version 0 always has some, which the verifier's
   * contract covers.
   */
  @Override
  protected final List<Violation> expectedViolations() {
    return violations();
  }

  /** Returns a modifiable copy of an item of the table. */
  protected final Map<String, AttributeValue> copy(String id, String rng) {
    return new HashMap<>(item(id, rng));
  }

  /** Returns all memberships with their groups, by one check each. */
  protected final Map<String, Set<Group>> rights() {
    Map<String, Set<Group>> rights = new TreeMap<>();
    for (OrganisationId organisation : ORGANISATIONS.keySet()) {
      for (EmailAddress user : USERS) {
        Check question = Check.member(user, organisation);
        orNone(() -> List.of(orgtable().memberships().check(question))).stream()
            .filter(CheckResult::member)
            .forEach(answer -> rights.put(name(user, organisation), answer.groups()));
      }
    }
    return rights;
  }

  /**
   * Returns the rights by every other reading operation, by its name. An organisation or a user
   * that cannot be read has none.
   */
  protected final Map<String, Map<String, Set<Group>>> rightsByOtherWays() {
    Map<String, Map<String, Set<Group>>> ways = new TreeMap<>();
    ways.put("checks", checks(Consistency.STRONG));
    ways.put("eventual checks", checks(Consistency.EVENTUAL));
    ways.put("members", byOrganisation(this::members));
    ways.put("details", byOrganisation(this::details));
    ways.put("get", byOrganisation(this::eachMember));
    ways.put("memberships", memberships());
    return ways;
  }

  /** Returns the rights by batch checks. */
  protected final Map<String, Set<Group>> checks(Consistency consistency) {
    List<Check> questions = new ArrayList<>();
    for (OrganisationId organisation : ORGANISATIONS.keySet()) {
      USERS.forEach(user -> questions.add(Check.inGroup(user, organisation, Group.OWNER)));
    }
    List<CheckResult> answers = orgtable().memberships().check(questions, consistency);
    Map<String, Set<Group>> rights = new TreeMap<>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).member()) {
        Check question = questions.get(i);
        rights.put(name(question.user(), question.organisation()), answers.get(i).groups());
      }
    }
    return rights;
  }

  private Map<String, Set<Group>> byOrganisation(Function<OrganisationId, List<Member>> read) {
    Map<String, Set<Group>> rights = new TreeMap<>();
    for (OrganisationId organisation : ORGANISATIONS.keySet()) {
      for (Member member : orNone(() -> read.apply(organisation))) {
        rights.put(name(member.user(), organisation), member.groups());
      }
    }
    return rights;
  }

  private List<Member> members(OrganisationId organisation) {
    return all(page -> orgtable().memberships().list(organisation, page));
  }

  private List<Member> details(OrganisationId organisation) {
    return orgtable().organisations().details(organisation).members();
  }

  private List<Member> eachMember(OrganisationId organisation) {
    return USERS.stream()
        .flatMap(
            user ->
                orNone(() -> List.of(orgtable().memberships().get(user, organisation))).stream())
        .toList();
  }

  private Map<String, Set<Group>> memberships() {
    Map<String, Set<Group>> rights = new TreeMap<>();
    for (EmailAddress user : USERS) {
      Supplier<List<UserMembership>> read =
          () -> all(page -> orgtable().users().memberships(user, page));
      for (UserMembership each : orNone(read)) {
        rights.put(name(user, each.organisation().organisation()), each.groups());
      }
    }
    return rights;
  }

  /** Reads everything else; ignores what cannot be found. */
  protected final Set<String> readTheRest() {
    Set<String> read = new HashSet<>();
    for (EmailAddress user : USERS) {
      orNone(() -> List.of(orgtable().users().get(user))).forEach(each -> read.add(each + ""));
      orNone(() -> List.of(orgtable().users().details(user))).forEach(each -> read.add(each + ""));
      orNone(() -> all(page -> orgtable().users().organisations(user, page)))
          .forEach(each -> read.add(each + ""));
      orNone(() -> all(page -> orgtable().users().invitations(user, page)))
          .forEach(each -> read.add(each + ""));
    }
    for (OrganisationId id : ORGANISATIONS.keySet()) {
      orNone(() -> List.of(orgtable().organisations().get(id)))
          .forEach(each -> read.add(each + ""));
      orNone(() -> all(page -> orgtable().services().list(id, page)))
          .forEach(each -> read.add(each + ""));
      orNone(() -> all(page -> orgtable().invitations().list(id, page)))
          .forEach(each -> read.add(each + ""));
      orNone(() -> all(page -> orgtable().memberships().list(id, STAFF, page)))
          .forEach(each -> read.add(each + ""));
    }
    read.add("users " + all(page -> orgtable().users().search("", page)));
    read.add("organisations " + all(page -> orgtable().organisations().search("", page)));
    return read;
  }

  private static <T> List<T> orNone(Supplier<List<T>> read) {
    try {
      return read.get();
    } catch (UserNotFound | OrganisationNotFound | MemberNotFound | UnreadableRecord e) {
      return List.of();
    }
  }

  /** Reads a list to its end, one record per page. */
  protected static <T> List<T> all(Function<PageRequest, Page<T>> list) {
    List<T> all = new ArrayList<>();
    PageRequest request = PageRequest.first(1);
    while (true) {
      Page<T> page = list.apply(request);
      all.addAll(page.items());
      if (page.next().isEmpty()) {
        return all;
      }
      request = request.at(page.next().get());
    }
  }

  private static String name(EmailAddress user, OrganisationId organisation) {
    return user + " " + ORGANISATIONS.getOrDefault(organisation, organisation.value());
  }
}
