package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.OrgtableException;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Details.Value;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import dev.orgtable.internal.record.AccountRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The log of a user. */
final class EventsOfUsersContract extends EventTable {

  private static final ExternalId ID = ExternalId.of("crm-1");
  private static final User.Account ACCOUNT =
      new User.Account("https://id.example.com", "248289761001");
  private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "olga@example.com");
  private static final Cause REQUEST = new Cause("r-1", "key-1");

  @Test
  void a_creation_names_the_user_the_actor_and_the_cause_and_is_the_last_event_of_the_record() {
    User ann =
        orgtable()
            .as(OPERATOR)
            .because(REQUEST)
            .users()
            .create(User.of(ANN, profile(ANN), CREATED));

    Event event = eventsOf(ANN).get(0);
    assertThat(events()).hasSize(1);
    assertThat(event.type()).isEqualTo(EventType.USER_CREATED);
    assertThat(event.actor()).isEqualTo(OPERATOR);
    assertThat(event.cause()).isEqualTo(REQUEST);
    assertThat(event.details()).isEqualTo(Details.of(ann.id(), ANN));
    assertThat(event.time()).isEqualTo(clock.instant());
    assertThat(attribute("user/ann@example.com", "user", "event").orElseThrow().s())
        .isEqualTo(event.id().value());
  }

  private static Map<String, Value> changed(Event event) {
    return event.details().values();
  }

  private Event last(EmailAddress user) {
    List<Event> all = eventsOf(user);
    return all.get(all.size() - 1);
  }

  @Test
  void a_changed_profile_has_both_names_and_no_phone_number() {
    user(ANN);
    Profile next = new Profile("Anna", "", "441174960009");

    orgtable().users().change(ANN, profile -> next, Expected.ANYTHING);

    assertThat(types(eventsOf(ANN)))
        .containsExactly(EventType.USER_CREATED, EventType.USER_CHANGED);
    assertThat(changed(last(ANN)))
        .isEqualTo(
            Map.of(
                "firstName", new Value("ann", "Anna"),
                "lastName", new Value("Archer", ""),
                "phone", new Value(null, null)));
    assertThat(last(ANN).details().user()).isEqualTo(new Person(idOf(ANN), ANN));
    assertThat(last(ANN).toString()).doesNotContain("441174960009");
  }

  @Test
  void a_changed_phone_number_has_an_event_without_the_number() {
    user(ANN);

    orgtable().users().put(ANN, new Profile("ann", "Archer", ""), Expected.ANYTHING);

    assertThat(last(ANN).type()).isEqualTo(EventType.USER_CHANGED);
    assertThat(changed(last(ANN))).isEqualTo(Map.of("phone", new Value(null, null)));
  }

  @Test
  void a_profile_that_a_job_copies_has_one_event() {
    user(ANN);
    user(BOB);
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    int before = events().size();

    orgtable().users().change(BOB, profile -> profile(CAT), Expected.ANYTHING);
    work();

    assertThat(events()).hasSize(before + 1);
    assertThat(changed(last(BOB))).isEqualTo(Map.of("firstName", new Value("bob", "cat")));
  }

  @Test
  void what_changes_nothing_or_is_refused_has_no_event() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().facts().limitOrganisations(ANN, 3);
    orgtable().facts().change(ANN, facts -> facts.withExternalId(ID));
    List<Event> before = events();

    orgtable().users().put(ANN, profile(ANN), Expected.ANYTHING);
    orgtable().users().change(ANN, profile -> profile, Expected.ANYTHING);
    orgtable().facts().limitOrganisations(ANN, 3);
    orgtable().facts().removeOrganisationLimit(BOB);
    orgtable().facts().change(ANN, facts -> facts);
    orgtable().users().changeAddress(ANN, ANN);
    orgtable().accounts().unbind(ANN, ACCOUNT);
    refused(() -> user(ANN));
    refused(() -> orgtable().users().delete(ANN));
    refused(() -> orgtable().users().delete(CAT));
    refused(() -> orgtable().users().changeAddress(ANN, BOB));
    refused(() -> orgtable().facts().change(BOB, facts -> facts.withExternalId(ID)));

    assertThat(events()).isEqualTo(before);
  }

  private static void refused(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(OrgtableException.class);
  }

  @Test
  void facts_have_both_external_ids_and_the_names_of_changed_metadata() {
    user(ANN);
    Map<String, String> secret = Map.of("plan", "secret-1", "seat", "");

    orgtable()
        .facts()
        .change(ANN, facts -> facts.withExternalId(ID).withMetadata(Metadata.of(secret)));
    orgtable()
        .facts()
        .change(ANN, facts -> facts.withMetadata(Metadata.of(Map.of("plan", "b", "seat", ""))));
    orgtable().facts().change(ANN, facts -> Facts.NONE);

    List<Event> events = eventsOf(ANN).subList(1, 4);
    assertThat(types(events)).containsOnly(EventType.USER_FACTS_CHANGED);
    assertThat(changed(events.get(0)))
        .isEqualTo(
            Map.of(
                "externalId", new Value(null, "crm-1"), "metadata", new Value(null, "plan seat")));
    assertThat(changed(events.get(1))).isEqualTo(Map.of("metadata", new Value(null, "plan")));
    assertThat(changed(events.get(2)))
        .isEqualTo(
            Map.of(
                "externalId", new Value("crm-1", null), "metadata", new Value(null, "plan seat")));
    assertThat(events.toString()).doesNotContain("secret-1");
  }

  @Test
  void facts_of_an_organisation_and_of_a_member_are_in_the_log_of_the_organisation() {
    user(ANN);
    organisation(ACME, ANN);

    orgtable().facts().change(ACME, facts -> facts.withExternalId(ID));
    orgtable().facts().change(ANN, ACME, facts -> facts.withExternalId(ID));

    List<Event> events =
        eventsOf(ACME).stream()
            .filter(event -> event.type().text().endsWith("facts_changed"))
            .toList();
    assertThat(types(events))
        .containsExactly(EventType.ORGANISATION_FACTS_CHANGED, EventType.MEMBER_FACTS_CHANGED);
    assertThat(events.get(0).details())
        .isEqualTo(Details.NONE.changing("externalId", null, "crm-1"));
    assertThat(events.get(1).details())
        .isEqualTo(Details.of(idOf(ANN), ANN).changing("externalId", null, "crm-1"));
    assertThat(attribute("organisation/acme", "organisationGroupMember/" + ANN, "event"))
        .contains(AttributeValue.fromS(events.get(1).id().value()));
  }

  @Test
  void a_limit_has_both_numbers() {
    user(ANN);

    orgtable().facts().limitOrganisations(ANN, 3);
    orgtable().facts().limitOrganisations(ANN, 4);
    orgtable().facts().removeOrganisationLimit(ANN);

    List<Event> events = eventsOf(ANN).subList(1, 4);
    assertThat(types(events)).containsOnly(EventType.USER_LIMIT_CHANGED);
    assertThat(events.stream().map(event -> changed(event).get("organisationLimit")))
        .containsExactly(new Value(null, "3"), new Value("3", "4"), new Value("4", null));
  }

  @Test
  void accounts_are_bound_and_unbound_and_a_lost_record_has_no_event() {
    user(ANN);

    orgtable().accounts().signIn(ACCOUNT, ANN, clock.instant());
    orgtable().accounts().signIn(ACCOUNT, ANN, clock.instant());
    delete(AccountRecord.key(ACCOUNT).id(), "account");
    orgtable().accounts().signIn(ACCOUNT, ANN, clock.instant());
    orgtable().accounts().unbind(ANN, ACCOUNT);

    assertThat(types(eventsOf(ANN)))
        .containsExactly(
            EventType.USER_CREATED, EventType.USER_ACCOUNT_BOUND, EventType.USER_ACCOUNT_UNBOUND);
    String name = "https://id.example.com 248289761001";
    assertThat(eventsOf(ANN).stream().skip(1).map(event -> changed(event).get("account")))
        .containsExactly(new Value(null, name), new Value(name, null));
  }

  @Test
  void of_two_who_change_one_name_at_once_the_events_agree_with_the_outcome() {
    user(ANN);
    List<Supplier<Object>> calls =
        IntStream.range(0, 8)
            .<Supplier<Object>>mapToObj(
                i ->
                    () ->
                        orgtable()
                            .users()
                            .change(
                                ANN,
                                now -> new Profile(now.firstName() + i, "", ""),
                                Expected.ANYTHING))
            .toList();

    AtOnce.call(calls);

    String name = "ann";
    for (Event event : eventsOf(ANN).stream().skip(1).toList()) {
      String after = changed(event).getOrDefault("firstName", new Value(null, null)).after();
      assertThat(changed(event)).containsEntry("firstName", new Value(name, after));
      name = String.valueOf(after);
    }
    assertThat(name).isEqualTo(orgtable().users().get(ANN).profile().firstName());
  }
}
