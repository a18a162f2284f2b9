package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.contracts.TableContract;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract of every list: its pages, their cursors, and invalid cursors. In the sample table,
 * each list has 25 entries.
 */
@Tag("slow")
final class PagesContract extends TableContract {

  private static final int MANY = 25;
  private static final int LIMIT = 7;
  private static final PageRequest FIRST = PageRequest.first(LIMIT);

  /** Every list, with the first letter of its entries' names. */
  private enum Listing {
    MEMBERS("m"),
    MEMBERS_OF_A_GROUP("m"),
    ORGANISATION_INVITATIONS("i"),
    SERVICES("s"),
    USER_ORGANISATIONS("o"),
    USER_INVITATIONS("o"),
    USER_MEMBERSHIPS("o"),
    USERS("m"),
    ORGANISATIONS("o");

    private static final List<Listing> ALL = List.of(values());
    private static final List<Listing> DIRECTORY = List.of(USERS, ORGANISATIONS);
    private static final List<Listing> OF_SOMEONE =
        ALL.stream().filter(list -> !DIRECTORY.contains(list)).toList();

    private final String what;

    Listing(String what) {
      this.what = what;
    }

    private List<String> all() {
      return names(what).toList();
    }
  }

  @BeforeEach
  final void fillEveryList() {
    user(ANN);
    user(BOB);
    names("m").forEach(name -> user(person(name)));
    orgtable().organisations().create(ACME, "Acme", person("m00"));
    Map<EmailAddress, Set<Group>> members = new TreeMap<>();
    names("m").skip(1).forEach(name -> members.put(person(name), Set.of(STAFF)));
    orgtable().memberships().addMembers(ACME, members);
    orgtable().memberships().addToGroups(person("m00"), ACME, Set.of(STAFF));
    names("i").forEach(name -> orgtable().invitations().invite(person(name), ACME, Set.of()));
    names("s").forEach(name -> service(ACME, ServiceId.of(name)));
    names("o").forEach(name -> organisation(OrganisationId.of(name), ANN));
    names("o")
        .forEach(name -> orgtable().invitations().invite(BOB, OrganisationId.of(name), Set.of()));
  }

  @Test
  void walking_a_list_visits_each_once_in_order() {
    assertThat(Listing.ALL)
        .allSatisfy(list -> assertThat(walk(list, page(list, FIRST))).isEqualTo(list.all()));
  }

  @Test
  void no_page_holds_more_than_its_limit() {
    assertThat(Listing.ALL)
        .allSatisfy(
            list -> {
              Page<String> page = page(list, FIRST);
              assertThat(page.items()).isEqualTo(list.all().subList(0, LIMIT));
              assertThat(page.next()).isPresent();
            });
  }

  @Test
  void a_page_with_room_for_the_whole_list_is_the_last() {
    assertThat(Listing.ALL)
        .allSatisfy(
            list -> {
              Page<String> page = page(list, PageRequest.first(1000));
              assertThat(page.items()).isEqualTo(list.all());
              assertThat(page.next()).isEmpty();
            });
  }

  @Test
  void a_page_with_room_for_just_the_list_is_followed_by_none_or_an_empty_one() {
    assertThat(Listing.ALL)
        .allSatisfy(
            list ->
                assertThat(walk(list, page(list, PageRequest.first(MANY)))).isEqualTo(list.all()));
  }

  @Test
  void the_limit_may_change_from_page_to_page() {
    assertThat(Listing.ALL)
        .allSatisfy(
            list -> {
              Cursor cursor = page(list, PageRequest.first(3)).next().orElseThrow();
              assertThat(page(list, PageRequest.first(1000).at(cursor)).items())
                  .isEqualTo(list.all().subList(3, MANY));
            });
  }

  @Test
  void an_altered_cursor_is_refused_before_any_request() {
    assertThat(Listing.ALL)
        .allSatisfy(
            list -> {
              Stream<String> altered = altered(page(list, FIRST).next().orElseThrow().value());
              resetCost();
              assertThat(altered).allSatisfy(value -> assertRefused(list, new Cursor(value)));
              assertThat(cost().requests()).isZero();
            });
  }

  @Test
  void garbage_is_no_cursor() {
    List<String> garbage =
        List.of("", "x", "%%%", "a b", "é", "\0", "null", "AAAA", "YQpiCmMKZA", "A".repeat(10_000));

    assertThat(Listing.ALL)
        .allSatisfy(
            list ->
                assertThat(garbage).allSatisfy(value -> assertRefused(list, new Cursor(value))));
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    assertThat(Listing.ALL)
        .allSatisfy(
            list -> {
              Cursor cursor = page(list, FIRST).next().orElseThrow();
              assertThat(Listing.ALL.stream().filter(other -> other != list))
                  .allSatisfy(other -> assertRefused(other, cursor));
            });
  }

  @Test
  void a_cursor_of_another_organisation_or_user_is_refused() {
    organisation(BETA, ANN);

    assertThat(Listing.OF_SOMEONE)
        .allSatisfy(
            list -> {
              Cursor cursor = page(list, FIRST).next().orElseThrow();
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> page(list, BETA, CAT, CAT, FIRST.at(cursor)));
            });
  }

  @Test
  void a_cursor_of_another_search_is_refused() {
    Cursor users = page(Listing.USERS, FIRST).next().orElseThrow();
    Cursor organisations = page(Listing.ORGANISATIONS, FIRST).next().orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().users().search("", FIRST.at(users)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().organisations().search("Acme", FIRST.at(organisations)));
  }

  @Test
  void of_what_was_deleted_meanwhile_no_list_goes_on() {
    Map<Listing, Cursor> cursors = new EnumMap<>(Listing.class);
    Listing.OF_SOMEONE.forEach(list -> cursors.put(list, page(list, FIRST).next().orElseThrow()));

    names("o").forEach(name -> orgtable().organisations().delete(OrganisationId.of(name)));
    orgtable().organisations().delete(ACME);
    orgtable().users().delete(ANN);
    orgtable().users().delete(BOB);

    assertThat(cursors)
        .allSatisfy(
            (list, cursor) ->
                assertThatThrownBy(() -> page(list, FIRST.at(cursor)))
                    .isInstanceOfAny(OrganisationNotFound.class, UserNotFound.class));
  }

  @Test
  void the_invitations_of_who_is_no_user_are_walked_to_an_empty_end() {
    names("o")
        .forEach(name -> orgtable().invitations().invite(DAN, OrganisationId.of(name), Set.of()));
    PageRequest all = PageRequest.first(MANY);

    Page<?> page = orgtable().users().invitations(DAN, all);

    assertThat(page.items()).hasSize(MANY);
    page.next()
        .ifPresent(
            cursor ->
                assertThat(orgtable().users().invitations(DAN, all.at(cursor)).items()).isEmpty());
  }

  @Test
  void a_service_deleted_at_the_cursor_does_not_break_the_walk() {
    Page<String> first = page(Listing.SERVICES, FIRST);

    orgtable().services().delete(ACME, ServiceId.of("s06"));

    assertThat(walk(Listing.SERVICES, first)).isEqualTo(Listing.SERVICES.all());
  }

  @Test
  void a_member_removed_at_the_cursor_does_not_break_the_walk() {
    Page<String> first = page(Listing.MEMBERS, FIRST);

    orgtable().memberships().remove(person("m06"), ACME);

    assertThat(walk(Listing.MEMBERS, first)).isEqualTo(Listing.MEMBERS.all());
  }

  @Test
  void a_user_and_an_organisation_gone_at_the_cursor_do_not_break_the_walk() {
    Page<String> users = page(Listing.USERS, FIRST);
    Page<String> organisations = page(Listing.ORGANISATIONS, FIRST);
    Page<String> memberships = page(Listing.USER_MEMBERSHIPS, FIRST);
    Page<String> invitations = page(Listing.USER_INVITATIONS, FIRST);

    orgtable().users().delete(person("m06"));
    orgtable().organisations().delete(OrganisationId.of("o06"));

    assertThat(walk(Listing.USERS, users)).isEqualTo(Listing.USERS.all());
    assertThat(walk(Listing.ORGANISATIONS, organisations)).isEqualTo(Listing.ORGANISATIONS.all());
    assertThat(walk(Listing.USER_MEMBERSHIPS, memberships))
        .isEqualTo(Listing.USER_MEMBERSHIPS.all());
    assertThat(walk(Listing.USER_INVITATIONS, invitations))
        .isEqualTo(Listing.USER_INVITATIONS.all());
  }

  @Test
  void a_page_of_a_small_group_may_be_empty_and_have_a_next_one() {
    orgtable().memberships().addToGroups(person("m24"), ACME, Set.of(Group.of("few")));

    Page<?> page = orgtable().memberships().list(ACME, Group.of("few"), FIRST);

    assertThat(page.items()).isEmpty();
    assertThat(page.next()).isPresent();
  }

  @Test
  void a_page_of_memberships_passes_over_invitations_and_the_reverse() {
    assertThat(orgtable().users().organisations(BOB, FIRST).items()).isEmpty();
    assertThat(orgtable().users().memberships(BOB, FIRST).items()).isEmpty();
    assertThat(orgtable().users().invitations(ANN, FIRST).items()).isEmpty();
  }

  @Test
  void a_list_of_nothing_is_one_empty_page() {
    user(CAT);
    organisation(BETA, ANN);

    assertThat(Listing.OF_SOMEONE)
        .filteredOn(list -> !list.what.equals("m"))
        .allSatisfy(
            list ->
                assertThat(page(list, BETA, CAT, CAT, FIRST))
                    .isEqualTo(new Page<>(List.of(), Optional.empty())));
  }

  @Test
  void a_list_of_nobody_is_refused() {
    assertThat(Listing.OF_SOMEONE)
        .allSatisfy(
            list ->
                assertThatThrownBy(() -> page(list, BETA, CAT, CAT, FIRST))
                    .isInstanceOfAny(OrganisationNotFound.class, UserNotFound.class));
  }

  private static Stream<String> names(String what) {
    return IntStream.range(0, MANY).mapToObj(i -> "%s%02d".formatted(what, i));
  }

  private static EmailAddress person(String name) {
    return EmailAddress.of(name + "@example.com");
  }

  private static Stream<String> altered(String cursor) {
    List<String> altered = new ArrayList<>(List.of(cursor + "A", cursor + "=", cursor + "\n"));
    for (int i = 0; i < cursor.length(); i++) {
      for (char other : new char[] {'A', 'B', 'g'}) {
        altered.add(cursor.substring(0, i) + other + cursor.substring(i + 1));
      }
      altered.add(cursor.substring(0, i));
    }
    return altered.stream().filter(value -> !value.equals(cursor));
  }

  private void assertRefused(Listing list, Cursor cursor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> page(list, FIRST.at(cursor)))
        .withMessage("cursor must be a cursor of this list");
  }

  /** Returns the entries of a page and of all pages after it. */
  private List<String> walk(Listing list, Page<String> first) {
    List<String> all = new ArrayList<>(first.items());
    Optional<Cursor> next = first.next();
    while (next.isPresent()) {
      Page<String> page = page(list, FIRST.at(next.get()));
      all.addAll(page.items());
      next = page.next();
    }
    return all;
  }

  private Page<String> page(Listing list, PageRequest page) {
    return page(list, ACME, ANN, BOB, page);
  }

  private Page<String> page(
      Listing list,
      OrganisationId of,
      EmailAddress member,
      EmailAddress invitee,
      PageRequest page) {
    return switch (list) {
      case MEMBERS -> named(orgtable().memberships().list(of, page), found -> local(found.user()));
      case MEMBERS_OF_A_GROUP ->
          named(orgtable().memberships().list(of, STAFF, page), found -> local(found.user()));
      case ORGANISATION_INVITATIONS ->
          named(orgtable().invitations().list(of, page), found -> local(found.invitee()));
      case SERVICES -> named(orgtable().services().list(of, page), Service::id);
      case USER_ORGANISATIONS ->
          named(orgtable().users().organisations(member, page), found -> found.organisation());
      case USER_INVITATIONS ->
          named(orgtable().users().invitations(invitee, page), found -> found.organisation());
      case USER_MEMBERSHIPS ->
          named(
              orgtable().users().memberships(member, page),
              found -> found.organisation().organisation());
      case USERS -> named(orgtable().users().search("m", page), found -> local(found.email()));
      case ORGANISATIONS ->
          named(orgtable().organisations().search("organisation o", page), found -> found.id());
    };
  }

  private static String local(EmailAddress user) {
    return user.value().substring(0, user.value().indexOf('@'));
  }

  private static <T> Page<String> named(Page<T> page, Function<T, Object> name) {
    return new Page<>(
        page.items().stream().map(item -> name.apply(item).toString()).toList(), page.next());
  }
}
