package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.ServiceId;
import dev.orgtable.UserOrganisation;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of adding members without an invitation: all or none. */
final class JoiningContract extends TableContract {

  private static final int MOST_MEMBERS = 25;
  private static final int MOST_SERVICES = 23;

  @BeforeEach
  void ann_owns_acme_and_bob_and_cat_are_users() {
    List.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
  }

  private List<Member> add(Map<EmailAddress, Set<Group>> members) {
    return orgtable().memberships().addMembers(ACME, members);
  }

  @Test
  void a_user_added_is_a_member_on_both_sides_at_once() {
    Member added = orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));

    assertThat(added)
        .isEqualTo(
            new Member(ACME, BOB, idOf(BOB), profile(BOB), Set.of(STAFF, READERS), clock.instant()))
        .isEqualTo(orgtable().memberships().get(BOB, ACME));
    assertThat(orgtable().users().details(BOB).organisations())
        .containsExactly(new UserOrganisation(ACME, "Organisation acme", clock.instant()));
    assertThat(attribute("user/" + BOB, "userOrganisation/acme", "membershipId"))
        .isPresent()
        .isEqualTo(
            attribute("organisation/acme", "organisationGroupMember/" + BOB, "membershipId"));
  }

  @Test
  void users_added_at_once_are_answered_in_order_of_the_addresses() {
    List<Member> added = add(Map.of(CAT, Set.of(Group.OWNER), BOB, Set.of()));

    assertThat(added).extracting(Member::user).containsExactly(BOB, CAT);
    assertThat(orgtable().memberships().list(ACME, PageRequest.first(10)).items())
        .containsAll(added);
    assertThat(ownerCount(ACME)).isEqualTo(2);
  }

  @Test
  void up_to_25_users_with_groups_of_23_services_are_added_at_once() {
    IntStream.range(0, MOST_SERVICES).forEach(i -> service(ACME, ServiceId.of("s" + i)));
    Map<EmailAddress, Set<Group>> members = people(MOST_MEMBERS);
    members.keySet().forEach(this::user);
    members.replaceAll((id, none) -> ofServices(MOST_SERVICES));

    List<Member> added = add(members);

    assertThat(added)
        .hasSize(MOST_MEMBERS)
        .allSatisfy(member -> assertThat(member.groups()).hasSize(MOST_SERVICES));
  }

  @Test
  void more_than_25_users_or_none_or_more_groups_than_fit_are_refused() {
    Map<EmailAddress, Set<Group>> tooMany = people(MOST_MEMBERS + 1);

    assertThatIllegalArgumentException().isThrownBy(() -> add(tooMany));
    assertThatIllegalArgumentException().isThrownBy(() -> add(Map.of()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> add(Map.of(BOB, ofServices(MOST_SERVICES + 1))))
        .withMessageContaining("services");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                add(
                    Map.of(
                        BOB,
                        IntStream.range(0, 101)
                            .mapToObj(i -> Group.of("g" + i))
                            .collect(Collectors.toSet()))))
        .withMessageContaining("groups");
  }

  private static Map<EmailAddress, Set<Group>> people(int count) {
    Map<EmailAddress, Set<Group>> people = new HashMap<>();
    IntStream.range(0, count)
        .forEach(i -> people.put(EmailAddress.of("p" + i + "@example.com"), Set.of()));
    return people;
  }

  private static Set<Group> ofServices(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Group.of(ServiceId.of("s" + i), "readers"))
        .collect(Collectors.toSet());
  }

  @Test
  void nobody_is_added_if_somebody_is_a_member_already() {
    AlreadyMember refusal =
        refuse(AlreadyMember.class, ACME, Map.of(BOB, Set.of(), ANN, Set.of(STAFF)));

    assertThat(refusal.user()).isEqualTo(ANN);
    assertThat(orgtable().memberships().get(ANN, ACME).groups()).containsExactly(Group.OWNER);
  }

  @Test
  void nobody_is_added_if_somebody_is_invited() {
    orgtable().invitations().invite(CAT, ACME, Set.of());

    AlreadyInvited refusal =
        refuse(AlreadyInvited.class, ACME, Map.of(BOB, Set.of(), CAT, Set.of()));

    assertThat(refusal.invitee()).isEqualTo(CAT);
  }

  @Test
  void an_invitation_resent_just_before_it_is_cleared_away_stays_and_keeps_one_from_being_added() {
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    clock.advance(InvitationStore.LONGEST);
    Runnable resend = () -> orgtable().invitations().resend(BOB, ACME, InvitationStore.VALID_FOR);
    Orgtable racing = on(InterleavingClient.beforeWrite(2, client(), resend));

    assertThatThrownBy(() -> racing.memberships().addMember(BOB, ACME, Set.of()))
        .isInstanceOf(AlreadyInvited.class);

    assertThat(orgtable().invitations().accept(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void many_whose_invitations_have_expired_are_added_in_few_requests() {
    Map<EmailAddress, Set<Group>> members = people(MOST_MEMBERS);
    members.keySet().forEach(this::user);
    members.keySet().forEach(id -> orgtable().invitations().invite(id, ACME, Set.of(STAFF)));
    clock.advance(InvitationStore.LONGEST);
    resetCost();

    List<Member> added = add(members);

    assertThat(added).hasSize(MOST_MEMBERS);
    assertThat(cost().requests()).isLessThan(10);
  }

  @Test
  void nobody_is_added_if_somebody_is_no_user() {
    UserNotFound refusal = refuse(UserNotFound.class, ACME, Map.of(BOB, Set.of(), DAN, Set.of()));

    assertThat(refusal.user()).isEqualTo(DAN);
  }

  @Test
  void a_group_of_a_service_that_does_not_exist_keeps_all_from_being_added() {
    Group unknown = Group.of(ServiceId.of("mail"), "readers");

    ServiceNotFound refusal =
        refuse(ServiceNotFound.class, ACME, Map.of(BOB, Set.of(), CAT, Set.of(unknown)));

    assertThat(refusal.service()).isEqualTo(ServiceId.of("mail"));
  }

  @Test
  void nobody_is_added_to_an_organisation_that_does_not_exist() {
    OrganisationNotFound refusal =
        refuse(OrganisationNotFound.class, BETA, Map.of(BOB, Set.of(), CAT, Set.of()));

    assertThat(refusal.organisation()).isEqualTo(BETA);
  }

  private <T extends OrgtableException> T refuse(
      Class<T> refusal, OrganisationId organisation, Map<EmailAddress, Set<Group>> members) {
    List<Map<String, AttributeValue>> before = items();
    List<T> thrown = new ArrayList<>();
    assertThatThrownBy(() -> orgtable().memberships().addMembers(organisation, members))
        .isInstanceOfSatisfying(refusal, thrown::add);
    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
    return thrown.get(0);
  }
}
