package dev.orgtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of value types: what a constructor refuses and normalises. */
final class FactsTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final Profile PROFILE = new Profile("Ann", "Archer", "");
  private static final Instant NOW = Instant.parse("2020-01-01T00:00:00Z");

  @Test
  void a_profile_is_normalised() {
    assertThat(new Profile(" Zoe\u0308 ", " ", " 1 ")).isEqualTo(new Profile("Zo\u00eb", "", "1"));
  }

  @Test
  void a_profile_names_the_field_that_breaks_a_rule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Profile("", "", ""))
        .withMessage("firstName must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Profile("Ann", "\n", ""))
        .withMessageStartingWith("lastName must not contain control characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Profile("Ann", "", "1".repeat(201)))
        .withMessage("phone must have at most 200 characters");
  }

  @Test
  void names_of_organisations_and_services_follow_the_rules_of_names() {
    assertThat(new Organisation(ACME, " Acme ", NOW, 1).name()).isEqualTo("Acme");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Organisation(ACME, " ", NOW, 1))
        .withMessage("name must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Service(ACME, ServiceId.of("billing"), "a".repeat(201), 1))
        .withMessage("name must have at most 200 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
  void times_are_in_the_years_1_to_9999(String time) {
    assertThat(User.of(ANN, PROFILE, Instant.parse(time)).createdAt()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+10000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59Z",
        "0000-12-31T23:59:59Z",
        "-0001-01-01T00:00:00Z"
      })
  void other_times_are_refused(String time) {
    Instant instant = Instant.parse(time);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> User.of(ANN, PROFILE, instant))
        .withMessage("createdAt must be in the years 1 to 9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Organisation(ACME, "Acme", instant, 1))
        .withMessage("createdAt must be in the years 1 to 9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Member(ACME, ANN, UserId.derived(ANN), PROFILE, Set.of(), instant))
        .withMessage("acceptedAt must be in the years 1 to 9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> invitation(instant, NOW))
        .withMessage("invitedAt must be in the years 1 to 9999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> invitation(NOW, instant))
        .withMessage("expiresAt must be in the years 1 to 9999");
  }

  @Test
  void an_invitation_has_ended_from_its_end_on() {
    Invitation invitation = invitation(NOW, NOW.plusSeconds(60));

    assertThat(invitation.isExpiredAt(NOW.plusSeconds(60).minusNanos(1))).isFalse();
    assertThat(invitation.isExpiredAt(NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void another_profile_keeps_address_time_and_revision() {
    User user = new User(UserId.derived(ANN), ANN, PROFILE, NOW, 3);
    Profile other = new Profile("Anna", "", "");

    assertThat(user.withProfile(other))
        .isEqualTo(new User(UserId.derived(ANN), ANN, other, NOW, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 999, 1000})
  void a_page_has_1_to_1000_records(int limit) {
    Cursor cursor = new Cursor("place");

    assertThat(PageRequest.first(limit)).isEqualTo(new PageRequest(limit, Optional.empty()));
    assertThat(PageRequest.first(limit).at(cursor))
        .isEqualTo(new PageRequest(limit, Optional.of(cursor)));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
  void a_page_of_another_size_is_refused(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageRequest.first(limit))
        .withMessage("limit must be 1 to 1000");
  }

  @Test
  void collections_are_copied() {
    Set<Group> groups = new HashSet<>(Set.of(Group.OWNER));
    List<String> items = new ArrayList<>(List.of("one"));
    Member member = new Member(ACME, ANN, UserId.derived(ANN), PROFILE, groups, NOW);
    Page<String> page = new Page<>(items, Optional.empty());

    groups.clear();
    items.clear();

    assertThat(member.isOwner()).isTrue();
    assertThat(page.items()).containsExactly("one");
  }

  @Test
  void details_tell_the_groups_with_their_members() {
    ServiceId billing = ServiceId.of("billing");
    Group readers = Group.of(billing, "readers");
    Member ann =
        new Member(ACME, ANN, UserId.derived(ANN), PROFILE, Set.of(Group.OWNER, readers), NOW);
    Member bob =
        new Member(
            ACME,
            EmailAddress.of("bob@example.com"),
            UserId.derived(ANN),
            PROFILE,
            Set.of(readers),
            NOW);

    OrganisationDetails details =
        new OrganisationDetails(
            new Organisation(ACME, "Acme", NOW, 1), List.of(ann, bob), List.of(), List.of());

    assertThat(details.groups()).containsOnlyKeys(GroupName.of("owner"));
    assertThat(details.groups(billing)).containsEntry(GroupName.of("readers"), List.of(ann, bob));
    assertThat(details.groups(ServiceId.of("other"))).isEmpty();
  }

  private static Invitation invitation(Instant invitedAt, Instant expiresAt) {
    return new Invitation(MembershipId.random(), ACME, ANN, Set.of(), "", invitedAt, expiresAt);
  }
}
