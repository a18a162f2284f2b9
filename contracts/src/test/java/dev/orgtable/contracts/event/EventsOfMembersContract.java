package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrgtableException;
import dev.orgtable.Profile;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.NewMember;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import dev.orgtable.store.MembershipStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log of an organisation says of its members. */
final class EventsOfMembersContract extends EventTable {

  private static final Group OTHER = Group.of("other");
  private static final Set<Group> OWNER = Set.of(Group.OWNER);

  @BeforeEach
  final void bobIsAMember() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    members().addMember(BOB, ACME, Set.of(STAFF));
  }

  private MembershipStore members() {
    return orgtable().memberships();
  }

  private Details about(EmailAddress user) {
    return Details.of(idOf(user), user);
  }

  /** Returns the events of a change, which must be in the log of the organisation. */
  private List<Event> after(Runnable change) {
    Set<Event> before = Set.copyOf(events());
    change.run();
    List<Event> made = events().stream().filter(event -> !before.contains(event)).toList();
    assertThat(made).extracting(Event::log).allMatch(new EventLog.OfOrganisation(ACME)::equals);
    return made;
  }

  private void assertOne(EventType type, Details details, Runnable change) {
    List<Event> made = after(change);

    assertThat(types(made)).containsExactly(type);
    assertThat(made.get(0).details()).isEqualTo(details);
  }

  private void assertNone(Runnable change) {
    Set<Map<String, ?>> before = Set.copyOf(allItems());

    change.run();

    assertThat(Set.<Map<String, ?>>copyOf(allItems())).isEqualTo(before);
  }

  private void assertRefused(Runnable change) {
    assertNone(() -> assertThatThrownBy(change::run).isInstanceOf(OrgtableException.class));
  }

  @Test
  void one_who_is_added_is_named_with_all_groups() {
    Set<Group> groups = Set.of(STAFF, READERS, Group.OWNER);

    assertOne(
        EventType.MEMBER_ADDED,
        about(CAT).adding(groups),
        () -> members().addMember(CAT, ACME, groups));
  }

  @Test
  void several_who_are_added_at_once_have_one_event() {
    user(DAN);

    List<Event> made =
        after(() -> members().addMembers(ACME, Map.of(CAT, Set.of(READERS), DAN, Set.of())));

    assertThat(types(made)).containsExactly(EventType.MEMBERS_ADDED);
    assertThat(made.get(0).details().members())
        .containsExactly(
            new NewMember(new Person(idOf(CAT), CAT), Set.of(READERS)),
            new NewMember(new Person(idOf(DAN), DAN), Set.of()));
  }

  @Test
  void groups_that_no_item_can_hold_are_in_several_events() {
    Set<Group> longest =
        IntStream.range(0, Group.MOST_PER_MEMBER)
            .mapToObj(i -> Group.of("\uD83D\uDE00".repeat(97) + (100 + i)))
            .collect(Collectors.toSet());
    Map<EmailAddress, Set<Group>> added = new HashMap<>();
    for (int i = 0; i < MembershipStore.MOST_ADDED; i++) {
      added.put(user(EmailAddress.of("u" + i + "@example.com")).email(), longest);
    }

    List<Event> made = after(() -> members().addMembers(ACME, added));

    assertThat(types(made)).hasSize(4).containsOnly(EventType.MEMBERS_ADDED);
    Map<EmailAddress, Set<Group>> named = new HashMap<>();
    for (Event event : made) {
      for (NewMember member : event.details().members()) {
        assertThat(named.put(member.user().email(), member.groups())).isNull();
      }
    }
    assertThat(named).isEqualTo(added);
  }

  @Test
  void only_groups_that_were_not_held_are_added() {
    assertOne(
        EventType.MEMBER_GROUPS_CHANGED,
        about(BOB).adding(Set.of(READERS)),
        () -> members().addToGroups(BOB, ACME, Set.of(STAFF, READERS)));
  }

  @Test
  void only_groups_that_were_held_are_removed() {
    assertOne(
        EventType.MEMBER_GROUPS_CHANGED,
        about(BOB).removing(Set.of(STAFF)),
        () -> members().removeFromGroups(BOB, ACME, Set.of(STAFF, OTHER)));
  }

  @Test
  void groups_that_are_added_and_removed_at_once_have_one_event() {
    assertOne(
        EventType.MEMBER_GROUPS_CHANGED,
        about(BOB).adding(Set.of(OTHER, Group.OWNER)).removing(Set.of(STAFF)),
        () ->
            members().changeGroups(BOB, ACME, Set.of(OTHER, Group.OWNER), Set.of(STAFF, READERS)));
  }

  @Test
  void many_groups_are_compared_with_those_held() {
    Set<Group> many =
        IntStream.range(0, Group.MOST_PER_MEMBER - 1)
            .mapToObj(i -> Group.of("g" + i))
            .collect(Collectors.toSet());
    Set<Group> with = new HashSet<>(many);
    with.add(STAFF);

    assertOne(
        EventType.MEMBER_GROUPS_CHANGED,
        about(BOB).adding(many),
        () -> members().addToGroups(BOB, ACME, with));
    assertOne(
        EventType.MEMBER_GROUPS_CHANGED,
        about(BOB).removing(with),
        () -> members().removeFromGroups(BOB, ACME, with));
  }

  @Test
  void groups_that_others_change_meanwhile_are_not_told_twice() {
    List<Event> made =
        after(
            () ->
                meanwhile(() -> members().addToGroups(BOB, ACME, Set.of(OTHER)))
                    .memberships()
                    .addToGroups(BOB, ACME, Set.of(OTHER, READERS)));

    assertThat(made)
        .extracting(event -> event.details().added())
        .containsExactly(Set.of(OTHER), Set.of(READERS));
  }

  @Test
  void a_suspension_and_its_end_have_an_event_each() {
    assertOne(EventType.MEMBER_SUSPENDED, Details.of(BOB), () -> members().suspend(BOB, ACME));
    assertOne(EventType.MEMBER_REACTIVATED, Details.of(BOB), () -> members().reactivate(BOB, ACME));
  }

  @Test
  void those_of_an_owner_have_one_too() {
    members().addToGroups(BOB, ACME, OWNER);

    assertOne(EventType.MEMBER_SUSPENDED, about(BOB), () -> members().suspend(BOB, ACME));
    assertOne(EventType.MEMBER_REACTIVATED, about(BOB), () -> members().reactivate(BOB, ACME));
  }

  @Test
  void ownership_goes_from_one_to_another() {
    assertOne(
        EventType.OWNERSHIP_TRANSFERRED,
        Details.of(BOB).adding(OWNER).changing("owner", ANN.value(), BOB.value()),
        () -> members().transferOwnership(ACME, ANN, BOB));
  }

  @Test
  void an_owner_who_receives_it_gets_no_group() {
    members().addToGroups(BOB, ACME, OWNER);

    assertOne(
        EventType.OWNERSHIP_TRANSFERRED,
        about(BOB).changing("owner", ANN.value(), BOB.value()),
        () -> members().transferOwnership(ACME, ANN, BOB));
  }

  @Test
  void who_is_removed_or_leaves_loses_all_groups() {
    members().addMember(CAT, ACME, OWNER);

    assertOne(
        EventType.MEMBER_REMOVED,
        about(BOB).removing(Set.of(STAFF)),
        () -> members().remove(BOB, ACME));
    assertOne(
        EventType.MEMBER_REMOVED, about(CAT).removing(OWNER), () -> members().leave(CAT, ACME));
  }

  @Test
  void a_suspended_member_who_is_removed_was_suspended() {
    members().suspend(BOB, ACME);

    assertOne(
        EventType.MEMBER_REMOVED,
        about(BOB).removing(Set.of(STAFF)).changing("suspended", "true", null),
        () -> members().remove(BOB, ACME));
  }

  @Test
  void groups_that_a_member_gets_before_the_removal_are_lost_too() {
    List<Event> made =
        after(
            () ->
                meanwhile(() -> members().addToGroups(BOB, ACME, Set.of(READERS)))
                    .memberships()
                    .remove(BOB, ACME));

    assertThat(types(made))
        .containsExactly(EventType.MEMBER_GROUPS_CHANGED, EventType.MEMBER_REMOVED);
    assertThat(made.get(1).details()).isEqualTo(about(BOB).removing(Set.of(STAFF, READERS)));
  }

  @Test
  void who_joins_before_the_removal_is_removed_by_the_right_id() {
    List<Event> made =
        after(
            () ->
                meanwhile(() -> members().addMember(CAT, ACME, Set.of()))
                    .memberships()
                    .remove(CAT, ACME));

    assertThat(types(made)).containsExactly(EventType.MEMBER_ADDED, EventType.MEMBER_REMOVED);
    assertThat(made.get(1).details()).isEqualTo(about(CAT));
  }

  @Test
  void a_name_is_told_before_and_after_and_a_phone_number_not_at_all() {
    Profile present = profile(BOB);
    Profile next = new Profile("Robert", present.lastName(), "441174960002");

    assertOne(
        EventType.MEMBER_CHANGED,
        about(BOB).changing("firstName", present.firstName(), "Robert").changing("phone"),
        () -> members().updateDetails(BOB, ACME, next));
  }

  @Test
  void an_external_id_is_told_before_and_after_and_of_metadata_the_keys() {
    ExternalId id = ExternalId.of("crm-1");
    Facts facts = Facts.NONE.withExternalId(id).withMetadata(Metadata.of(Map.of("b", "1")));

    assertOne(
        EventType.MEMBER_FACTS_CHANGED,
        about(BOB).changing("externalId", null, "crm-1").changing("metadata", null, "b"),
        () -> orgtable().facts().change(BOB, ACME, before -> facts));
    assertOne(
        EventType.MEMBER_FACTS_CHANGED,
        about(BOB).changing("externalId", "crm-1", null),
        () -> orgtable().facts().change(BOB, ACME, Facts::withoutExternalId));
  }

  @Test
  void what_changes_nothing_has_no_event() {
    assertNone(() -> members().addToGroups(BOB, ACME, Set.of(STAFF)));
    assertNone(() -> members().addToGroups(BOB, ACME, Set.of()));
    assertNone(() -> members().removeFromGroups(BOB, ACME, Set.of(OTHER)));
    assertNone(() -> members().changeGroups(BOB, ACME, Set.of(STAFF), Set.of(OTHER)));
    assertNone(() -> members().reactivate(BOB, ACME));
    assertNone(() -> orgtable().facts().change(BOB, ACME, facts -> facts));
    members().suspend(BOB, ACME);
    assertNone(() -> members().suspend(BOB, ACME));
    assertThat(after(() -> members().updateDetails(BOB, ACME, profile(BOB)))).isEmpty();
  }

  @Test
  void what_is_refused_has_no_event() {
    assertRefused(() -> members().addMember(BOB, ACME, Set.of()));
    assertRefused(() -> members().addMembers(ACME, Map.of(BOB, Set.of(), CAT, Set.of())));
    assertRefused(() -> members().addMember(DAN, ACME, Set.of()));
    assertRefused(() -> members().addToGroups(CAT, ACME, Set.of(STAFF)));
    assertRefused(() -> members().addToGroups(BOB, BETA, Set.of(STAFF)));
    assertRefused(() -> members().removeFromGroups(ANN, ACME, OWNER));
    assertRefused(() -> members().suspend(ANN, ACME));
    assertRefused(() -> members().suspend(CAT, ACME));
    assertRefused(() -> members().remove(ANN, ACME));
    assertRefused(() -> members().remove(CAT, ACME));
    assertRefused(() -> members().transferOwnership(ACME, BOB, ANN));
    assertRefused(() -> members().transferOwnership(ACME, ANN, CAT));
    assertRefused(() -> members().updateDetails(CAT, ACME, profile(CAT)));
  }

  @Test
  void a_member_has_the_id_of_the_last_event() {
    members().addToGroups(BOB, ACME, Set.of(READERS));

    List<Event> log = eventsOf(ACME);
    assertThat(Item.of(item("organisation/acme", "organisationGroupMember/" + BOB)).text("event"))
        .isEqualTo(log.get(log.size() - 1).id().value());
  }
}
