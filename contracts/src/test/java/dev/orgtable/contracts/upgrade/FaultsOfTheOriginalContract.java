package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Member;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.User;
import dev.orgtable.UserOrganisation;
import dev.orgtable.contracts.ReluctantClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The faults observed in the original Go program, each with the behaviour that replaces it. */
final class FaultsOfTheOriginalContract extends TableContract {

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_user() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
  }

  private <T extends OrgtableException> void assertRefusedWithoutATrace(
      Class<T> refusal, ThrowingCallable call) {
    List<Map<String, AttributeValue>> before = items();
    assertThatThrownBy(call).isInstanceOf(refusal);
    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  /** (a) Creating over an existing organisation id overwrote it. */
  @Test
  void an_organisation_is_not_overwritten_by_creating_another_with_its_id() {
    Organisation first = orgtable().organisations().get(ACME);

    assertRefusedWithoutATrace(
        OrganisationAlreadyExists.class,
        () -> orgtable().organisations().create(ACME, "Another", BOB));

    assertThat(orgtable().organisations().get(ACME)).isEqualTo(first);
  }

  /** (b) Accepting an invitation that does not exist created a ghost item. */
  @Test
  void an_invitation_that_does_not_exist_is_not_accepted() {
    assertRefusedWithoutATrace(
        InvitationNotFound.class, () -> orgtable().invitations().accept(BOB, ACME));

    assertRefusedWithoutATrace(
        InvitationNotFound.class, () -> orgtable().invitations().accept(DAN, BETA));
  }

  /** (b) Accepting twice moved {@code acceptedAt}. */
  @Test
  void accepting_twice_does_not_move_since_when_one_is_a_member() {
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    Instant since = orgtable().invitations().accept(BOB, ACME).acceptedAt();
    clock.advance(Duration.ofDays(1));

    Member again = orgtable().invitations().accept(BOB, ACME);

    assertThat(again.acceptedAt()).isEqualTo(since);
    assertThat(orgtable().users().details(BOB).organisations())
        .extracting(UserOrganisation::acceptedAt)
        .containsExactly(since);
  }

  /** (c) Inviting a member again wiped {@code acceptedAt} and the groups. */
  @Test
  void a_member_who_is_invited_again_stays_a_member_with_all_groups() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));

    assertRefusedWithoutATrace(
        AlreadyMember.class, () -> orgtable().invitations().invite(BOB, ACME, Set.of()));

    assertThat(orgtable().memberships().get(BOB, ACME).groups())
        .containsExactlyInAnyOrder(STAFF, READERS);
  }

  /** (c) Inviting the only owner again could leave an organisation without one. */
  @Test
  void the_only_owner_who_is_invited_again_stays_the_owner() {
    assertRefusedWithoutATrace(
        AlreadyMember.class, () -> orgtable().invitations().invite(ANN, ACME, Set.of(STAFF)));

    assertThat(orgtable().memberships().get(ANN, ACME).isOwner()).isTrue();
  }

  /** (d) The groups named in an invitation were lost. */
  @Test
  void the_groups_offered_are_held_once_the_invitation_is_accepted() {
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF, READERS));

    orgtable().invitations().accept(BOB, ACME);

    assertThat(orgtable().memberships().check(Check.inGroup(BOB, ACME, READERS)))
        .isEqualTo(new CheckResult(true, true, Set.of(STAFF, READERS)));
  }

  /** (e) Adding to groups made a member without the user's side. */
  @Test
  void adding_to_groups_makes_nobody_a_member() {
    assertRefusedWithoutATrace(
        MemberNotFound.class, () -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF)));

    assertRefusedWithoutATrace(
        MemberNotFound.class, () -> orgtable().memberships().addToGroups(BOB, BETA, Set.of(STAFF)));
  }

  /** (f) Removing a member left the user's side. */
  @Test
  void a_removed_member_has_the_organisation_no_more() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    orgtable().memberships().remove(BOB, ACME);

    assertThat(orgtable().users().details(BOB).organisations()).isEmpty();
    assertThat(item("user/bob@example.com", "userOrganisation/acme")).isEmpty();
  }

  /** (g) Renames left stale copies on both sides. */
  @Test
  void a_new_name_reaches_every_copy() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    orgtable().organisations().rename(ACME, "Acme & Daughters");
    orgtable().users().update(orgtable().users().get(BOB).withProfile(profile(CAT)));

    assertThat(orgtable().users().details(BOB).organisations())
        .extracting(UserOrganisation::name)
        .containsExactly("Acme & Daughters");
    assertThat(orgtable().memberships().get(BOB, ACME).profile()).isEqualTo(profile(CAT));
  }

  /** (h) Deleted services left groups behind that showed as services without a name. */
  @Test
  void a_deleted_service_leaves_no_group_behind() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));

    orgtable().services().delete(ACME, BILLING);

    OrganisationDetails details = orgtable().organisations().details(ACME);
    assertThat(details.services()).isEmpty();
    assertThat(details.groups(BILLING)).isEmpty();
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  /** (i) A missing id read as an empty user with no error. */
  @Test
  void a_missing_user_or_organisation_is_not_found() {
    assertThatThrownBy(() -> orgtable().users().get(DAN)).isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().users().details(DAN)).isInstanceOf(UserNotFound.class);

    assertThatThrownBy(() -> orgtable().organisations().get(BETA))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().details(BETA))
        .isInstanceOf(OrganisationNotFound.class);
  }

  /** (j) Empty group sets failed or were stored as something else. */
  @Test
  void no_groups_are_no_attribute_whichever_way_they_come_to_be_none() {
    orgtable().invitations().invite(BOB, ACME, Set.of());
    boolean offered =
        item("organisation/acme", "organisationInvitation/" + BOB).containsKey("groups");
    orgtable().invitations().accept(BOB, ACME);

    orgtable().memberships().addToGroups(BOB, ACME, Set.of());
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(STAFF));
    orgtable().memberships().changeGroups(BOB, ACME, Set.of(), Set.of(STAFF));
    orgtable().memberships().removeFromGroups(BOB, ACME, Set.of());

    assertThat(offered).isFalse();
    assertThat(item("organisation/acme", "organisationGroupMember/" + BOB))
        .isNotEmpty()
        .doesNotContainKey("groups");
  }

  /** (k) {@code /} in a group name was cut. */
  @Test
  void a_group_name_with_a_slash_is_refused_and_any_other_reads_as_it_was_written() {
    Group odd = Group.of(BILLING, "a:b+c %2F ü \uD83D\uDE00");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Group.of("a/b"))
        .withMessageContaining("group must not contain /");
    orgtable().memberships().addMember(BOB, ACME, Set.of(odd));

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(odd);
  }

  /** (l) Unprocessed batch items were lost. */
  @Test
  void many_checks_at_once_lose_no_answer_though_most_keys_come_back_unprocessed() {
    List<EmailAddress> people =
        IntStream.range(0, 8).mapToObj(i -> EmailAddress.of("p" + i + "@example.com")).toList();
    people.forEach(this::user);
    people.forEach(id -> orgtable().memberships().addMember(id, ACME, Set.of(STAFF)));
    List<Check> questions = people.stream().map(id -> Check.member(id, ACME)).toList();

    List<CheckResult> answers =
        on(ReluctantClient.over(client())).memberships().check(questions, Consistency.STRONG);

    assertThat(answers)
        .hasSize(people.size())
        .containsOnly(new CheckResult(true, true, Set.of(STAFF)));
  }

  /** (m) Mixed-case addresses missed or made a second user. */
  @Test
  void an_address_in_capitals_is_the_same_user() {
    EmailAddress capitals = EmailAddress.of("BOB@EXAMPLE.COM");

    assertRefusedWithoutATrace(
        UserAlreadyExists.class,
        () -> orgtable().users().create(User.of(capitals, profile(BOB), CREATED)));

    assertThat(orgtable().users().get(capitals).email()).isEqualTo(BOB);
    assertThat(orgtable().memberships().addMember(capitals, ACME, Set.of()).user()).isEqualTo(BOB);
  }

  /** (n) Removing groups from someone who is not a member made a ghost. */
  @Test
  void removing_groups_makes_nobody_a_member() {
    assertRefusedWithoutATrace(
        MemberNotFound.class,
        () -> orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(STAFF)));

    assertRefusedWithoutATrace(
        MemberNotFound.class,
        () -> orgtable().memberships().removeFromGroups(BOB, BETA, Set.of(Group.OWNER)));
  }

  /** (o) The last owner could be removed. */
  @Test
  void the_last_owner_stays() {
    assertRefusedWithoutATrace(LastOwner.class, () -> orgtable().memberships().remove(ANN, ACME));

    assertRefusedWithoutATrace(LastOwner.class, () -> orgtable().users().delete(ANN));
  }

  /** (p) An empty user id was stored, and then crashed the reader. */
  @Test
  void an_empty_address_is_refused_before_any_request() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.of(""))
        .withMessageContaining("email");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.of("  "))
        .withMessageContaining("email");
  }

  /** (p) Removing a member's last group made the whole organisation unreadable. */
  @Test
  void an_organisation_is_readable_after_a_members_last_group_is_removed() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(STAFF));

    OrganisationDetails details = orgtable().organisations().details(ACME);
    assertThat(details.members()).extracting(Member::user).containsExactly(ANN, BOB);
    assertThat(details.groups()).containsOnlyKeys(GroupName.of("owner"));
  }

  /** (p) Years past 9999 were written, and could not be read. */
  @Test
  void a_year_past_9999_is_refused_before_any_request() {
    Instant tooLate = Instant.parse("+10000-01-01T00:00:00Z");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> User.of(CAT, profile(CAT), tooLate))
        .withMessageContaining("createdAt");

    User latest = User.of(CAT, profile(CAT), tooLate.minusNanos(1));
    assertThat(orgtable().users().create(latest).createdAt())
        .isEqualTo(orgtable().users().get(CAT).createdAt());
  }
}
