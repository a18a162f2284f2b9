package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.Value;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the logs of organisations say when a user moves to another address or is deleted, at once or
 * by a job. Bob is the user, Ann owns the organisations.
 */
final class EventsOfMovingUsersContract extends EventTable {

  private UserId bob;

  @BeforeEach
  final void createOrganisations() {
    user(ANN);
    bob = user(BOB).id();
    organisation(ACME, ANN);
    organisation(BETA, ANN);
  }

  private Event last(OrganisationId organisation) {
    List<Event> all = eventsOf(organisation);
    return all.get(all.size() - 1);
  }

  private List<Event> since(List<Event> before) {
    return events().stream().filter(event -> !before.contains(event)).toList();
  }

  private Details moved() {
    return Details.of(bob, CAT).changing("email", BOB.value(), CAT.value());
  }

  private MembershipId invited(EmailAddress invitee, OrganisationId to, Duration validFor) {
    return orgtable().invitations().invite(invitee, to, Set.of(STAFF), "", validFor).id();
  }

  @Test
  void a_move_is_in_the_log_of_the_user_and_of_each_organisation() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    MembershipId invitation = invited(BOB, BETA, Duration.ofDays(1));
    List<Event> before = events();

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(types(since(before)))
        .containsExactlyInAnyOrder(
            EventType.USER_ADDRESS_CHANGED,
            EventType.MEMBER_ADDRESS_CHANGED,
            EventType.INVITATION_ADDRESS_CHANGED);
    Event user = eventsOf(CAT).get(1);
    assertThat(user.details()).isEqualTo(moved());
    assertThat(last(ACME).details()).isEqualTo(moved());
    assertThat(last(BETA).details()).isEqualTo(moved().by(invitation));
    assertThat(attribute("user/" + CAT, "user", "event"))
        .contains(AttributeValue.fromS(user.id().value()));
    assertThat(attribute("organisation/acme", "organisationGroupMember/" + CAT, "event"))
        .contains(AttributeValue.fromS(last(ACME).id().value()));
  }

  @Test
  void the_invitation_that_a_moving_member_replaces_is_revoked() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    MembershipId invitation = invited(CAT, ACME, Duration.ofDays(1));
    List<Event> before = events();

    orgtable().users().changeAddress(BOB, CAT);

    List<Event> events = since(before).stream().filter(eventsOf(ACME)::contains).toList();
    assertThat(types(events))
        .containsExactly(EventType.INVITATION_REVOKED, EventType.MEMBER_ADDRESS_CHANGED);
    assertThat(events.get(0).details()).isEqualTo(Details.of(bob, CAT).by(invitation));
    assertThat(attribute("organisation/acme", "organisationGroupMember/" + CAT, "event"))
        .contains(AttributeValue.fromS(events.get(1).id().value()));
  }

  @Test
  void of_two_invitations_the_one_that_ends_is_revoked() {
    MembershipId later = invited(BOB, ACME, Duration.ofDays(3));
    MembershipId earlier = invited(CAT, ACME, Duration.ofDays(2));
    MembershipId ends = invited(BOB, BETA, Duration.ofDays(1));
    invited(CAT, BETA, Duration.ofDays(2));

    orgtable().users().changeAddress(BOB, CAT);

    List<Event> acme = eventsOf(ACME);
    assertThat(acme.get(acme.size() - 2).type()).isEqualTo(EventType.INVITATION_REVOKED);
    assertThat(acme.get(acme.size() - 2).details()).isEqualTo(Details.of(bob, CAT).by(earlier));
    assertThat(last(ACME).type()).isEqualTo(EventType.INVITATION_ADDRESS_CHANGED);
    assertThat(last(ACME).details()).isEqualTo(moved().by(later));
    assertThat(last(BETA).type()).isEqualTo(EventType.INVITATION_REVOKED);
    assertThat(last(BETA).details()).isEqualTo(Details.of(bob, BOB).by(ends));
  }

  @Test
  void a_move_by_a_job_is_in_each_log_when_the_organisation_changes() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    List<Event> before = events();

    orgtable().users().changeAddress(BOB, CAT);
    List<Event> begun = since(before);
    work();

    assertThat(types(begun)).containsExactly(EventType.USER_ADDRESS_CHANGED);
    List<Event> done = since(before).stream().filter(event -> !begun.contains(event)).toList();
    assertThat(done).hasSize(BusyUser.ORGANISATIONS);
    assertThat(types(done)).containsOnly(EventType.MEMBER_ADDRESS_CHANGED);
    assertThat(last(BusyUser.organisation(7)).details()).isEqualTo(moved());
  }

  @Test
  void a_deletion_is_in_the_log_of_the_user_and_of_each_organisation() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, Group.OWNER));
    MembershipId invitation = invited(BOB, BETA, Duration.ofDays(1));
    List<Event> before = events();

    orgtable().users().delete(BOB);

    assertThat(types(since(before)))
        .containsExactlyInAnyOrder(
            EventType.USER_DELETED, EventType.MEMBER_REMOVED, EventType.INVITATION_REVOKED);
    assertThat(last(ACME).details())
        .isEqualTo(Details.of(bob, BOB).removing(Set.of(STAFF, Group.OWNER)));
    assertThat(last(BETA).details()).isEqualTo(Details.of(bob, BOB).by(invitation));
  }

  @Test
  void a_deletion_by_a_job_takes_ownerships_at_once_and_the_rest_later() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    OrganisationId first = BusyUser.organisation(0);
    orgtable().memberships().addToGroups(BOB, first, Set.of(Group.OWNER));
    MembershipId invitation = invited(BOB, BETA, Duration.ofDays(1));
    List<Event> before = events();

    orgtable().users().delete(BOB);
    List<Event> begun = since(before);
    work();

    assertThat(types(begun))
        .containsExactlyInAnyOrder(EventType.USER_DELETED, EventType.MEMBER_GROUPS_CHANGED);
    List<Event> owner = eventsOf(first);
    assertThat(owner.get(owner.size() - 2).details())
        .isEqualTo(Details.of(bob, BOB).removing(Set.of(Group.OWNER)));
    assertThat(last(first).details()).isEqualTo(Details.of(bob, BOB).removing(Set.of(STAFF)));
    assertThat(last(BETA).type()).isEqualTo(EventType.INVITATION_REVOKED);
    assertThat(last(BETA).details().invitation()).isEqualTo(invitation);
    List<Event> done = since(before).stream().filter(event -> !begun.contains(event)).toList();
    assertThat(done).hasSize(BusyUser.ORGANISATIONS + 1);
    assertThat(types(done).stream().filter(EventType.MEMBER_REMOVED::equals))
        .hasSize(BusyUser.ORGANISATIONS);
  }

  @Test
  void a_deletion_says_the_groups_that_the_member_had_at_its_end() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    meanwhile(() -> orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(STAFF)))
        .users()
        .delete(BOB);

    assertThat(last(ACME).type()).isEqualTo(EventType.MEMBER_REMOVED);
    assertThat(last(ACME).details()).isEqualTo(Details.of(bob, BOB));
  }

  @Test
  void of_two_who_move_a_user_at_once_the_events_agree_with_the_outcome() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    List<Event> before = events();

    AtOnce.call(
        List.<Supplier<Object>>of(
            () -> orgtable().users().changeAddress(BOB, CAT),
            () -> orgtable().users().changeAddress(BOB, DAN)));

    EmailAddress now = orgtable().users().get(bob).email();
    assertThat(since(before)).hasSize(2);
    assertThat(since(before).stream().map(event -> Map.copyOf(event.details().values())))
        .containsOnly(Map.of("email", new Value(BOB.value(), now.value())));
  }
}
