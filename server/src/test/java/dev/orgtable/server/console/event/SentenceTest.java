package dev.orgtable.server.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.MembershipId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.NewMember;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the history says of events that no test of a page makes. */
final class SentenceTest {

  private static final String ID = "k2j4h6g8f1d3s5a7";
  private static final Details WEBHOOK = Details.NONE.keeping("webhook", ID);

  private static final Group READERS = Group.of(ServiceId.of("s1"), "readers");

  private final List<Event> log = new ArrayList<>();

  /** Adds an event to the log, later than those before. */
  private Event event(EventType type, Details details, Actor actor) {
    EventId id = EventId.lastOf(Instant.EPOCH.plusSeconds(log.size() + 1L));
    Event event = new Event(EventLog.TABLE, id, type, actor, Cause.NONE, details);
    log.add(event);
    return event;
  }

  private Event event(EventType type, Details details) {
    return event(type, details, Actor.LIBRARY);
  }

  /** Returns what the log says of one of its events. */
  private String told(Event event) {
    return Piece.plain(
        Sentence.of(event, new GroupWords(log, null), new WebhookWords(log, List.of())));
  }

  private String of(EventType type, Details details, Actor actor) {
    return told(event(type, details, actor));
  }

  private String of(EventType type, Details details) {
    return of(type, details, Actor.LIBRARY);
  }

  @Test
  void a_webhook_that_was_disabled_because_it_failed_is_told_with_the_failure() {
    Details failed = WEBHOOK.changing("failure", null, "answered 410");

    assertThat(of(EventType.WEBHOOK_DISABLED, failed))
        .isEqualTo("disabled the webhook " + ID + " after failures: answered 410");
  }

  @Test
  void a_webhook_is_told_by_the_url_of_that_time() {
    Event enabled = event(EventType.WEBHOOK_ENABLED, WEBHOOK);
    Event moved =
        event(
            EventType.WEBHOOK_CHANGED,
            WEBHOOK.changing("url", "https://a.example", "https://b.example"));
    Event rotated = event(EventType.WEBHOOK_SECRET_ROTATED, WEBHOOK);

    assertThat(told(enabled)).isEqualTo("enabled the webhook https://a.example (" + ID + ")");
    assertThat(told(moved))
        .isEqualTo(
            "changed the webhook https://a.example (" + ID + "): the URL to https://b.example");
    assertThat(told(rotated))
        .isEqualTo("replaced the secret of the webhook https://b.example (" + ID + ")");
  }

  @Test
  void a_webhook_of_which_nothing_else_is_known_is_told_by_its_id() {
    assertThat(of(EventType.WEBHOOK_ENABLED, WEBHOOK)).isEqualTo("enabled the webhook " + ID);
  }

  @Test
  void a_service_is_told_by_the_name_of_that_time_and_by_its_id_if_the_log_does_not_tell_it() {
    Details bob = Details.of(EmailAddress.of("bob@example.com")).adding(Set.of(READERS));
    Details service = Details.NONE.in(ServiceId.of("s1"));
    Event unknown = event(EventType.MEMBER_GROUPS_CHANGED, bob);
    assertThat(told(unknown))
        .isEqualTo("added bob@example.com to the group readers of the service s1");
    Event renamed = event(EventType.SERVICE_RENAMED, service.changing("name", "Mail", "New Mail"));
    Event after = event(EventType.MEMBER_GROUPS_CHANGED, bob);
    Event deleted = event(EventType.SERVICE_DELETED, service.changing("name", "New Mail", null));

    assertThat(told(unknown))
        .isEqualTo("added bob@example.com to the group readers of the service Mail");
    assertThat(told(renamed)).isEqualTo("renamed the service Mail (s1) to “New Mail”");
    assertThat(told(after))
        .isEqualTo("added bob@example.com to the group readers of the service “New Mail”");
    assertThat(told(deleted)).isEqualTo("deleted the service “New Mail” (s1)");
  }

  @Test
  void names_that_people_choose_cannot_be_taken_for_a_part_of_the_sentence() {
    Details bob = Details.of(EmailAddress.of("bob@example.com"));

    assertThat(
            of(
                EventType.MEMBER_GROUPS_CHANGED,
                bob.adding(Set.of(Group.of("guests and the owner"), Group.of("staff")))))
        .isEqualTo("added bob@example.com to the groups “guests and the owner”, staff");
    assertThat(
            of(
                EventType.SERVICE_CREATED,
                Details.NONE.in(ServiceId.of("s1")).changing("name", null, "Mail”, removed “ceo")))
        .isEqualTo("added the service “Mail', removed 'ceo” (s1)");
  }

  @Test
  void a_limit_that_is_removed_is_none_afterwards() {
    assertThat(
            of(
                EventType.ORGANISATION_LIMIT_CHANGED,
                Details.NONE.changing("memberLimit", "50", null)))
        .isEqualTo("changed the limit of members from 50 to none");
    assertThat(
            of(
                EventType.GROUP_CHANGED,
                Details.NONE.in(GroupName.of("staff")).changing("label", "Staff", null)))
        .isEqualTo("changed the group staff: label from “Staff” to none");
  }

  @Test
  void a_group_that_is_created_or_deleted_is_told_with_what_it_has() {
    Details sales = Details.NONE.in(GroupName.of("sales"));

    assertThat(of(EventType.GROUP_CREATED, sales.changing("label", null, "Field sales")))
        .isEqualTo("created the group sales: label “Field sales”");
    assertThat(of(EventType.GROUP_DELETED, sales.changing("label", "Field sales", null)))
        .isEqualTo("deleted the group sales: label “Field sales”");
    assertThat(of(EventType.GROUP_RENAMED, sales.changing("name", "shop", "sales")))
        .isEqualTo("renamed the group shop to sales");
  }

  @Test
  void ids_are_pieces_of_their_own() {
    Event event = event(EventType.WEBHOOK_ENABLED, WEBHOOK);

    assertThat(
            Piece.of(
                Sentence.of(event, new GroupWords(log, null), new WebhookWords(log, List.of()))))
        .containsExactly(new Piece("enabled the webhook ", false), new Piece(ID, true));
  }

  @Test
  void joining_and_leaving_an_organisation_cannot_be_taken_for_joining_and_leaving_a_group() {
    UserId eve = UserId.derived(EmailAddress.of("eve@example.com"));
    Details details = Details.of(eve, EmailAddress.of("eve@example.com"));
    Details added = details.adding(Set.of(Group.of("berlin")));
    Details removed = details.removing(Set.of(Group.of("berlin")));

    assertThat(of(EventType.MEMBER_ADDED, added, Actor.LIBRARY))
        .isEqualTo("added eve@example.com to the organisation (in the group berlin)");
    assertThat(of(EventType.MEMBER_GROUPS_CHANGED, added, Actor.LIBRARY))
        .isEqualTo("added eve@example.com to the group berlin");
    assertThat(of(EventType.MEMBER_REMOVED, removed, Actor.LIBRARY))
        .isEqualTo(
            "removed eve@example.com from the organisation (until then in the group berlin)");
    assertThat(of(EventType.MEMBER_GROUPS_CHANGED, removed, Actor.LIBRARY))
        .isEqualTo("removed eve@example.com from the group berlin");
    assertThat(of(EventType.INVITATION_GROUPS_CHANGED, removed, Actor.LIBRARY))
        .isEqualTo("removed the invitation of eve@example.com from the group berlin");
    assertThat(of(EventType.MEMBER_REMOVED, removed, new Actor(Actor.Kind.USER, eve.value())))
        .isEqualTo("left the organisation (until then in the group berlin)");
    assertThat(of(EventType.MEMBER_REMOVED, removed, new Actor(Actor.Kind.OPERATOR, eve.value())))
        .isEqualTo(
            "removed eve@example.com from the organisation (until then in the group berlin)");
  }

  @Test
  void groups_that_were_got_and_lost_at_once_are_told_apart() {
    Details both =
        Details.of(EmailAddress.of("eve@example.com"))
            .adding(Set.of(Group.of("a"), Group.of("b")))
            .removing(Set.of(Group.of("c")));

    assertThat(of(EventType.MEMBER_GROUPS_CHANGED, both, Actor.LIBRARY))
        .isEqualTo(
            "added eve@example.com to the groups a, b, and removed eve@example.com from the"
                + " group c");
  }

  @Test
  void members_who_are_added_at_once_are_told_with_their_groups_and_owners_first() {
    Person hal = new Person(null, EmailAddress.of("hal@example.com"));
    Person gil = new Person(null, EmailAddress.of("gil@example.com"));
    Details added =
        new Details(
            null,
            null,
            null,
            null,
            Set.of(),
            Set.of(),
            Details.NONE.values(),
            List.of(new NewMember(hal, Set.of()), new NewMember(gil, Set.of(Group.OWNER))));

    assertThat(of(EventType.MEMBERS_ADDED, added, Actor.LIBRARY))
        .isEqualTo("added 2 members: gil@example.com (in the group owner), hal@example.com");
  }

  @Test
  void changed_values_are_told_in_words_with_those_before_and_after() {
    Details profile =
        Details.of(EmailAddress.of("eve@example.com"))
            .changing("firstName", "Eve", "Eva")
            .changing("phone");

    assertThat(of(EventType.MEMBER_CHANGED, profile, Actor.LIBRARY))
        .isEqualTo(
            "changed the profile of eve@example.com: first name from “Eve” to “Eva”; phone"
                + " number, which is not recorded");
  }

  @Test
  void who_accepts_for_somebody_else_is_not_taken_for_the_invitee() {
    UserId eve = UserId.derived(EmailAddress.of("eve@example.com"));
    Details accepted =
        Details.of(eve, EmailAddress.of("eve@example.com"))
            .adding(Set.of(Group.of("berlin")))
            .by(MembershipId.random());

    assertThat(of(EventType.MEMBER_ADDED, accepted, new Actor(Actor.Kind.USER, eve.value())))
        .isEqualTo("accepted the invitation to the group berlin");
    assertThat(of(EventType.MEMBER_ADDED, accepted, Actor.LIBRARY))
        .isEqualTo("accepted the invitation to the group berlin for eve@example.com");
  }

  @Test
  void who_rejects_by_a_token_is_known_by_the_address() {
    Details dan = Details.of(EmailAddress.of("dan@example.com")).by(MembershipId.random());
    Event rejected =
        event(EventType.INVITATION_REJECTED, dan, new Actor(Actor.Kind.USER, "dan@example.com"));

    assertThat(new Actors(log, Map.of(), Map.of()).who(rejected)).isEqualTo("dan@example.com");
    assertThat(told(rejected)).isEqualTo("rejected the invitation");
    assertThat(of(EventType.INVITATION_REJECTED, dan))
        .isEqualTo("rejected the invitation of dan@example.com");
  }

  /** A newer version may change what this one does not know. */
  @ParameterizedTest
  @EnumSource(EventType.class)
  void every_event_has_words_whatever_it_lacks(EventType type) {
    assertThat(of(type, Details.NONE)).doesNotContain("null");
  }
}
