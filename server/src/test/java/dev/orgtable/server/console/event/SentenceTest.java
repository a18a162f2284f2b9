package dev.orgtable.server.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.MembershipId;
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

  private static String of(EventType type, Details details, Map<String, String> names) {
    Event event =
        new Event(
            EventLog.TABLE,
            EventId.of("01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13"),
            type,
            Actor.LIBRARY,
            Cause.NONE,
            details);
    return Sentence.of(event, groups -> List.of(), names);
  }

  @Test
  void a_webhook_that_was_disabled_because_it_failed_is_told_with_the_failure() {
    Details failed = WEBHOOK.changing("failure", null, "answered 410");

    assertThat(of(EventType.WEBHOOK_DISABLED, failed, Map.of(ID, "https://a.example")))
        .isEqualTo("disabled the webhook https://a.example after failures: answered 410");
  }

  @Test
  void a_webhook_of_which_nothing_else_is_known_is_told_by_its_id() {
    assertThat(of(EventType.WEBHOOK_ENABLED, WEBHOOK, Map.of()))
        .isEqualTo("enabled the webhook " + ID);
  }

  private static String of(EventType type, Details details, Actor actor) {
    Event event =
        new Event(
            EventLog.TABLE,
            EventId.of("01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13"),
            type,
            actor,
            Cause.NONE,
            details);
    return Sentence.of(
        event,
        groups -> groups.stream().map(group -> group.name().value()).sorted().toList(),
        Map.of());
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
        .isEqualTo("removed eve@example.com from the organisation (was in the group berlin)");
    assertThat(of(EventType.MEMBER_GROUPS_CHANGED, removed, Actor.LIBRARY))
        .isEqualTo("removed eve@example.com from the group berlin");
    assertThat(of(EventType.INVITATION_GROUPS_CHANGED, removed, Actor.LIBRARY))
        .isEqualTo("removed the invitation of eve@example.com from the group berlin");
    assertThat(of(EventType.MEMBER_REMOVED, removed, new Actor(Actor.Kind.USER, eve.value())))
        .isEqualTo("left the organisation (was in the group berlin)");
    assertThat(of(EventType.MEMBER_REMOVED, removed, new Actor(Actor.Kind.OPERATOR, eve.value())))
        .isEqualTo("removed eve@example.com from the organisation (was in the group berlin)");
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
        .isEqualTo("changed the profile of eve@example.com: first name from “Eve” to “Eva”; phone");
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
        .isEqualTo("accepted the invitation of eve@example.com to the group berlin");
  }

  /** A newer version may change what this one does not know. */
  @ParameterizedTest
  @EnumSource(EventType.class)
  void every_event_has_words_whatever_it_lacks(EventType type) {
    assertThat(of(type, Details.NONE, Map.of())).doesNotContain("null");
  }
}
