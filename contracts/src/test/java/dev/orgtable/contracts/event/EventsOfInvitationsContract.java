package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.OrgtableException;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log of an organisation says of its invitations. */
final class EventsOfInvitationsContract extends EventTable {

  private static final Set<Group> OFFERED = Set.of(STAFF, READERS);

  @BeforeEach
  final void acmeHasMembers() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
  }

  private InvitationStore invitations() {
    return orgtable().invitations();
  }

  private Invitation invite(EmailAddress invitee) {
    return invitations().invite(invitee, ACME, OFFERED);
  }

  private List<Event> after(Runnable change) {
    Set<Event> before = Set.copyOf(events());
    change.run();
    return events().stream().filter(event -> !before.contains(event)).toList();
  }

  private Event one(EventType type, Runnable change) {
    List<Event> made = after(change);
    assertThat(types(made)).containsExactly(type);
    assertThat(eventsOf(ACME)).endsWith(made.get(0));
    return made.get(0);
  }

  private void assertRefused(Runnable change) {
    Set<Map<String, ?>> before = Set.copyOf(allItems());

    assertThatThrownBy(change::run).isInstanceOf(OrgtableException.class);

    assertThat(Set.<Map<String, ?>>copyOf(allItems())).isEqualTo(before);
  }

  @Test
  void an_invitation_offers_groups() {
    Event made = one(EventType.INVITATION_CREATED, () -> invite(BOB));

    assertThat(made.details())
        .isEqualTo(Details.of(BOB).adding(OFFERED).by(invitations().get(BOB, ACME).id()));
  }

  @Test
  void an_acceptance_adds_a_member_by_the_invitation() {
    Invitation invitation = invite(BOB);

    Event made = one(EventType.MEMBER_ADDED, () -> invitations().accept(BOB, ACME));

    assertThat(made.details())
        .isEqualTo(Details.of(idOf(BOB), BOB).adding(OFFERED).by(invitation.id()));
    assertThat(after(() -> invitations().accept(BOB, ACME))).isEmpty();
  }

  @Test
  void an_acceptance_by_a_token_may_create_the_user_too() {
    String token = invitations().issueToken(invite(CAT));

    List<Event> made = after(() -> invitations().acceptByToken(token, profile(CAT)));

    assertThat(types(made)).containsExactly(EventType.USER_CREATED, EventType.MEMBER_ADDED);
    assertThat(eventsOf(CAT)).containsExactly(made.get(0));
    assertThat(eventsOf(ACME)).endsWith(made.get(1));
    assertThat(after(() -> invitations().acceptByToken(token))).isEmpty();
  }

  @Test
  void an_invitation_is_rejected_by_the_invitee() {
    Invitation first = invite(BOB);
    assertThat(one(EventType.INVITATION_REJECTED, () -> invitations().reject(first)).details())
        .isEqualTo(Details.of(BOB).by(first.id()));

    invite(BOB);
    assertThat(one(EventType.INVITATION_REJECTED, () -> invitations().reject(BOB, ACME)).details())
        .isEqualTo(Details.of(BOB));

    Invitation third = invite(BOB);
    String token = invitations().issueToken(third);
    assertThat(
            one(EventType.INVITATION_REJECTED, () -> invitations().rejectByToken(token)).details())
        .isEqualTo(Details.of(BOB).by(third.id()));
    assertThat(after(() -> invitations().rejectByToken(token))).isEmpty();
  }

  @Test
  void an_invitation_is_revoked() {
    Invitation first = invite(BOB);
    assertThat(one(EventType.INVITATION_REVOKED, () -> invitations().revoke(first)).details())
        .isEqualTo(Details.of(BOB).by(first.id()));

    invite(BOB);
    assertThat(one(EventType.INVITATION_REVOKED, () -> invitations().revoke(BOB, ACME)).details())
        .isEqualTo(Details.of(BOB));
  }

  @Test
  void an_invitation_is_resent() {
    Invitation invitation = invite(BOB);

    Event made =
        one(
            EventType.INVITATION_RESENT,
            () -> invitations().resend(BOB, ACME, Duration.ofDays(30)));

    String later = invitations().get(BOB, ACME).expiresAt().toString();
    assertThat(made.details())
        .isEqualTo(
            Details.of(BOB)
                .by(invitation.id())
                .changing("expiresAt", invitation.expiresAt().toString(), later));
  }

  @Test
  void of_two_who_resend_an_invitation_the_second_prolongs_what_the_first_did() {
    invite(BOB);
    clock.advance(Duration.ofMinutes(1));
    TestClock behind = new TestClock();
    behind.advance(Duration.between(behind.instant(), clock.instant()).minusMillis(300));
    Orgtable other = on(client(), settings().withClock(behind));

    List<Event> made =
        after(
            () ->
                meanwhile(() -> other.invitations().resend(BOB, ACME, Duration.ofDays(30)))
                    .invitations()
                    .resend(BOB, ACME, Duration.ofDays(60)));

    assertThat(made)
        .extracting(event -> event.details().values().get("expiresAt"))
        .satisfies(all -> assertThat(all.get(1).before()).isEqualTo(all.get(0).after()));
  }

  @Test
  void an_expired_invitation_that_is_replaced_ends_before_the_other_begins() {
    Invitation first = invite(BOB);
    clock.advance(Duration.ofDays(8));

    List<Event> made = after(() -> invite(BOB));

    assertThat(types(made))
        .containsExactly(EventType.INVITATION_EXPIRED, EventType.INVITATION_CREATED);
    assertThat(made.get(0).details()).isEqualTo(Details.of(BOB).by(first.id()));
  }

  @Test
  void an_expired_invitation_ends_before_the_invitee_is_added() {
    Invitation first = invite(BOB);
    clock.advance(Duration.ofDays(8));

    List<Event> made = after(() -> orgtable().memberships().addMember(BOB, ACME, Set.of()));

    assertThat(types(made)).containsExactly(EventType.INVITATION_EXPIRED, EventType.MEMBER_ADDED);
    assertThat(made.get(0).details()).isEqualTo(Details.of(BOB).by(first.id()));
  }

  @Test
  void an_expired_invitation_is_removed_by_the_worker() {
    Invitation invitation = invite(BOB);
    clock.advance(Duration.ofDays(15));

    Event made = one(EventType.INVITATION_EXPIRED, this::work);

    assertThat(made.details()).isEqualTo(Details.of(BOB).by(invitation.id()));
    assertThat(made.actor()).isEqualTo(new Actor(Actor.Kind.JOB, "expiry"));
    assertThat(after(this::work)).isEmpty();
  }

  @Test
  void a_link_that_is_created_has_an_event_without_its_token() {
    Invitation invitation = invite(BOB);
    List<String> tokens = new ArrayList<>();

    Event made =
        one(
            EventType.INVITATION_LINK_CREATED,
            () -> tokens.add(invitations().issueToken(invitation)));

    assertThat(made.details()).isEqualTo(Details.of(BOB).by(invitation.id()));
    assertThat(made.toString()).doesNotContain(tokens.get(0));
  }

  @Test
  void what_is_refused_has_no_event() {
    Invitation invitation = invite(BOB);

    assertRefused(() -> invite(BOB));
    assertRefused(() -> invite(ANN));
    assertRefused(() -> invitations().revoke(CAT, ACME));
    assertRefused(() -> invitations().reject(ANN, ACME));
    assertRefused(() -> invitations().resend(CAT, ACME, Duration.ofDays(1)));
    assertRefused(() -> invitations().accept(CAT, ACME));
    clock.advance(Duration.ofDays(8));
    assertRefused(() -> invitations().accept(invitation));
  }

  @Test
  void of_two_ends_at_once_one_has_an_event() {
    Invitation invitation = invite(BOB);

    List<Event> made =
        after(
            () ->
                assertThatThrownBy(
                        () ->
                            meanwhile(() -> invitations().revoke(invitation))
                                .invitations()
                                .accept(invitation))
                    .isInstanceOf(OrgtableException.InvitationNotFound.class));

    assertThat(types(made)).containsExactly(EventType.INVITATION_REVOKED);
  }
}
