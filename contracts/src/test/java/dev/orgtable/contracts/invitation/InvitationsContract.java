package dev.orgtable.contracts.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.ServiceId;
import dev.orgtable.UserInvitation;
import dev.orgtable.contracts.TableContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of creating invitations, and of open ones. */
final class InvitationsContract extends TableContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(90);
  private static final int MOST_SERVICES = 96;

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    organisation(ACME, ANN);
    service(ACME, BILLING);
  }

  private Invitation invite(EmailAddress invitee, Group... groups) {
    return orgtable().invitations().invite(invitee, ACME, Set.of(groups));
  }

  @Test
  void an_invitation_reads_as_it_was_made() {
    Instant now = clock.instant();

    Invitation made =
        orgtable()
            .invitations()
            .invite(BOB, ACME, Set.of(STAFF, READERS), " Ann, of the office ", HOUR);

    Instant end = Instant.parse("2126-11-23T13:00:00Z");
    assertThat(made)
        .isEqualTo(
            new Invitation(
                made.id(), ACME, BOB, Set.of(STAFF, READERS), "Ann, of the office", now, end))
        .isEqualTo(orgtable().invitations().get(BOB, ACME));
    assertThat(orgtable().invitations().list(ACME, PageRequest.first(10)).items())
        .containsExactly(made);
    assertThat(orgtable().organisations().details(ACME).invitations()).containsExactly(made);
  }

  @Test
  void an_invitation_stays_open_for_seven_days_unless_said() {
    Invitation made = invite(BOB);

    assertThat(made.expiresAt()).isEqualTo("2126-11-30T12:00:00Z");
  }

  @Test
  void someone_who_is_no_user_yet_can_be_invited_and_sees_it() {
    Invitation made = invite(CAT, STAFF);

    assertThat(orgtable().users().invitations(CAT, PageRequest.first(10)).items())
        .containsExactly(
            new UserInvitation(ACME, "Organisation acme", made.invitedAt(), made.expiresAt()));
  }

  @Test
  void both_sides_carry_the_same_membership_id_and_end() {
    Invitation made = invite(BOB, STAFF);

    Map<String, AttributeValue> userSide = item("user/bob@example.com", "userOrganisation/" + ACME);
    Map<String, AttributeValue> organisationSide =
        item("organisation/" + ACME, "organisationInvitation/bob@example.com");
    assertThat(List.of(userSide, organisationSide))
        .allSatisfy(
            side ->
                assertThat(side)
                    .containsEntry("membershipId", AttributeValue.fromS(made.id().value()))
                    .containsEntry(
                        "expiresAt",
                        AttributeValue.fromN(Long.toString(made.expiresAt().getEpochSecond()))));
    assertThat(userSide).containsEntry("acceptedAt", AttributeValue.fromNul(true));
  }

  @Test
  void an_invitee_holds_nothing_before_accepting() {
    user(BOB);

    invite(BOB, STAFF, READERS, Group.OWNER);

    assertThat(orgtable().memberships().check(Check.inGroup(BOB, ACME, READERS)).member())
        .isFalse();
    assertThatThrownBy(() -> orgtable().memberships().get(BOB, ACME))
        .isInstanceOf(MemberNotFound.class);
    assertThat(orgtable().memberships().list(ACME, PageRequest.first(10)).items())
        .extracting(Member::user)
        .containsExactly(ANN);
    assertThat(orgtable().users().details(BOB).organisations()).isEmpty();
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void a_member_cannot_be_invited_and_stays_as_it_was() {
    Member before = orgtable().memberships().get(ANN, ACME);

    assertThatThrownBy(() -> invite(ANN, STAFF))
        .isInstanceOfSatisfying(
            AlreadyMember.class,
            e -> {
              assertThat(e.user()).isEqualTo(ANN);
              assertThat(e.organisation()).isEqualTo(ACME);
            });

    assertThat(orgtable().memberships().get(ANN, ACME)).isEqualTo(before);
  }

  @Test
  void an_open_invitation_is_not_replaced() {
    Invitation first = invite(BOB, STAFF);

    assertThatThrownBy(() -> invite(EmailAddress.of("BOB@example.com"), READERS))
        .isInstanceOfSatisfying(AlreadyInvited.class, e -> assertThat(e.invitee()).isEqualTo(BOB));

    assertThat(orgtable().invitations().get(BOB, ACME)).isEqualTo(first);
  }

  @Test
  void an_organisation_that_does_not_exist_invites_nobody() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> orgtable().invitations().invite(BOB, BETA, Set.of(STAFF)))
        .isInstanceOfSatisfying(
            OrganisationNotFound.class, e -> assertThat(e.organisation()).isEqualTo(BETA));

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void groups_of_a_service_that_does_not_exist_are_not_offered() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> invite(BOB, READERS, Group.of(ServiceId.of("mail"), "readers")))
        .isInstanceOfSatisfying(
            ServiceNotFound.class, e -> assertThat(e.service()).isEqualTo(ServiceId.of("mail")));

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void the_validity_is_one_hour_to_ninety_days() {
    Set<Group> none = Set.of();

    Invitation longest = orgtable().invitations().invite(BOB, ACME, none, "", LONGEST);

    assertThat(longest.expiresAt()).isEqualTo("2127-02-21T12:00:00Z");
    for (Duration wrong : List.of(HOUR.minusNanos(1), LONGEST.plusNanos(1), HOUR.negated())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> orgtable().invitations().invite(CAT, ACME, none, "", wrong))
          .withMessageContaining("validFor");
    }
  }

  @Test
  void an_invitation_offers_at_most_100_groups() {
    Invitation made = orgtable().invitations().invite(BOB, ACME, groups(100));

    assertThat(orgtable().invitations().get(BOB, ACME).groups()).isEqualTo(made.groups());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().invitations().invite(CAT, ACME, groups(101)))
        .withMessageContaining("groups");
  }

  @Test
  void an_invitation_offers_groups_of_at_most_96_services() {
    IntStream.range(0, MOST_SERVICES).forEach(i -> service(ACME, ServiceId.of("s" + i)));

    Invitation made = orgtable().invitations().invite(BOB, ACME, ofServices(MOST_SERVICES));

    assertThat(made.groups()).hasSize(MOST_SERVICES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().invitations().invite(CAT, ACME, ofServices(MOST_SERVICES + 1)))
        .withMessageContaining("services");
  }

  private static Set<Group> groups(int count) {
    return IntStream.range(0, count).mapToObj(i -> Group.of("g" + i)).collect(Collectors.toSet());
  }

  private static Set<Group> ofServices(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Group.of(ServiceId.of("s" + i), "readers"))
        .collect(Collectors.toSet());
  }

  @Test
  void the_inviter_is_text_that_can_be_empty_but_has_no_formatting() {
    Invitation made = orgtable().invitations().invite(BOB, ACME, Set.of(), "", HOUR);

    assertThat(orgtable().invitations().get(BOB, ACME)).isEqualTo(made);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().invitations().invite(CAT, ACME, Set.of(), "\u202eAnn", HOUR))
        .withMessageContaining("invitedBy");
  }

  @Test
  void the_groups_of_a_deleted_service_vanish_from_open_invitations() {
    user(BOB);
    user(CAT);
    invite(BOB, STAFF, READERS);
    invite(CAT, READERS);

    orgtable().services().delete(ACME, BILLING);

    assertThat(orgtable().invitations().get(BOB, ACME).groups()).containsExactly(STAFF);
    assertThat(orgtable().invitations().accept(BOB, ACME).groups()).containsExactly(STAFF);
    assertThat(orgtable().invitations().accept(CAT, ACME).groups()).isEmpty();
  }

  @Test
  void invitations_are_listed_page_by_page_in_order_of_the_addresses() {
    Invitation cat = invite(CAT);
    Invitation bob = invite(BOB);
    Invitation dan = invite(DAN);

    Page<Invitation> first = orgtable().invitations().list(ACME, PageRequest.first(2));

    Page<Invitation> second =
        orgtable().invitations().list(ACME, PageRequest.first(2).at(first.next().orElseThrow()));
    assertThat(first.items()).containsExactly(bob, cat);
    assertThat(second).isEqualTo(new Page<>(List.of(dan), Optional.empty()));
  }

  @Test
  void an_organisation_without_invitations_has_an_empty_list_and_an_unknown_one_has_none() {
    Page<Invitation> page = orgtable().invitations().list(ACME, PageRequest.first(2));

    assertThat(page.items()).isEmpty();
    assertThatThrownBy(() -> orgtable().invitations().list(BETA, PageRequest.first(2)))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().get(BOB, ACME))
        .isInstanceOfSatisfying(
            InvitationNotFound.class, e -> assertThat(e.invitee()).isEqualTo(BOB));
  }
}
