package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.Value;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.store.OrganisationStore;
import dev.orgtable.store.ServiceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log of an organisation says of the organisation itself and of its services. */
final class EventsOfOrganisationsContract extends EventTable {

  private static final Actor OPERATOR = new Actor(Actor.Kind.OPERATOR, "olga@example.com");
  private static final String PARTITION = "organisation/acme";

  @BeforeEach
  final void users() {
    user(ANN);
    user(BOB);
  }

  private OrganisationStore organisations() {
    return orgtable().as(OPERATOR).organisations();
  }

  private ServiceStore services() {
    return orgtable().as(OPERATOR).services();
  }

  /** Returns the last event, after which the log has this number of them. */
  private Event last(int size) {
    List<Event> events = eventsOf(ACME);
    assertThat(events).hasSize(size);
    Event last = events.get(size - 1);
    assertThat(last.actor()).isEqualTo(OPERATOR);
    return last;
  }

  private String stamp(String rng) {
    return attribute(PARTITION, rng, "event").orElseThrow().s();
  }

  @Test
  void a_creation_names_the_first_owner() {
    organisations().create(ACME, "Acme", ANN);

    Event event = last(1);
    assertThat(event.type()).isEqualTo(EventType.ORGANISATION_CREATED);
    assertThat(event.details())
        .isEqualTo(
            Details.of(idOf(ANN), ANN).adding(Set.of(Group.OWNER)).changing("name", null, "Acme"));
    assertThat(stamp("organisation"))
        .isEqualTo(event.id().value())
        .isEqualTo(stamp("organisationGroupMember/ann@example.com"));
  }

  @Test
  void a_refused_creation_has_no_event() {
    organisations().create(ACME, "Acme", ANN);

    assertThatThrownBy(() -> organisations().create(ACME, "Other", BOB))
        .isInstanceOf(OrganisationAlreadyExists.class);
    last(1);
  }

  @Test
  void a_renaming_has_both_names_and_one_to_the_same_name_no_event() {
    organisations().create(ACME, "Acme", ANN);

    organisations().rename(ACME, "Acme Ltd");
    organisations().rename(ACME, " Acme Ltd ");

    Event event = last(2);
    assertThat(event.type()).isEqualTo(EventType.ORGANISATION_RENAMED);
    assertThat(event.details()).isEqualTo(Details.NONE.changing("name", "Acme", "Acme Ltd"));
    assertThat(stamp("organisation")).isEqualTo(event.id().value());
  }

  @Test
  void a_renaming_on_a_failed_precondition_has_no_event() {
    Organisation seen = organisations().create(ACME, "Acme", ANN);
    organisations().rename(ACME, "Acme Ltd");

    assertThatThrownBy(() -> organisations().rename(seen, "Other")).isInstanceOf(Stale.class);
    last(2);
  }

  @Test
  void a_suspension_and_a_reactivation_have_an_event_each_and_repeated_ones_none() {
    organisations().create(ACME, "Acme", ANN);

    organisations().suspend(ACME);
    organisations().suspend(ACME);
    assertThat(last(2).type()).isEqualTo(EventType.ORGANISATION_SUSPENDED);
    assertThat(stamp("organisationGroupMember/ann@example.com")).isEqualTo(last(2).id().value());
    organisations().reactivate(ACME);
    organisations().reactivate(ACME);
    assertThat(last(3).type()).isEqualTo(EventType.ORGANISATION_REACTIVATED);
    assertThat(last(3).details()).isEqualTo(Details.NONE);
  }

  @Test
  void a_limit_of_members_has_an_event_of_each_change() {
    organisations().create(ACME, "Acme", ANN);

    organisations().removeSeatLimit(ACME);
    organisations().limitSeats(ACME, 5);
    organisations().limitSeats(ACME, 5);
    organisations().limitSeats(ACME, 6);
    organisations().removeSeatLimit(ACME);

    assertThat(last(4).details()).isEqualTo(Details.NONE.changing("memberLimit", "6", null));
    assertThat(eventsOf(ACME).subList(1, 4))
        .extracting(Event::type)
        .containsOnly(EventType.ORGANISATION_LIMIT_CHANGED);
    assertThat(eventsOf(ACME).subList(1, 3))
        .extracting(event -> event.details().values().get("memberLimit"))
        .containsExactly(new Value(null, "5"), new Value("5", "6"));
  }

  @Test
  void a_deletion_has_one_event_and_the_log_stays() {
    organisations().create(ACME, "Acme", ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    int before = eventsOf(ACME).size();

    organisations().delete(ACME);
    assertThatThrownBy(() -> organisations().delete(ACME)).isInstanceOf(OrganisationNotFound.class);

    assertThat(last(before + 1).type()).isEqualTo(EventType.ORGANISATION_DELETED);
    assertThat(last(before + 1).details()).isEqualTo(Details.NONE.changing("name", "Acme", null));
  }

  @Test
  void a_service_has_an_event_of_its_creation_of_each_name_and_of_its_deletion() {
    organisations().create(ACME, "Acme", ANN);

    Service first = services().create(new Service(ACME, BILLING, "Billing", 0));
    assertThat(last(2).type()).isEqualTo(EventType.SERVICE_CREATED);
    assertThat(last(2).details())
        .isEqualTo(Details.NONE.in(BILLING).changing("name", null, "Billing"));
    assertThat(stamp("organisationService/billing")).isEqualTo(last(2).id().value());
    Service second = services().update(new Service(ACME, BILLING, "Bills", first.revision()));
    assertThat(last(3).type()).isEqualTo(EventType.SERVICE_RENAMED);
    assertThat(last(3).details())
        .isEqualTo(Details.NONE.in(BILLING).changing("name", "Billing", "Bills"));
    services().put(new Service(ACME, BILLING, "Invoices", 0));
    assertThat(last(4).details())
        .isEqualTo(Details.NONE.in(BILLING).changing("name", "Bills", "Invoices"));
    services().delete(ACME, BILLING);
    assertThat(last(5).type()).isEqualTo(EventType.SERVICE_DELETED);
    assertThat(last(5).details())
        .isEqualTo(Details.NONE.in(BILLING).changing("name", "Invoices", null));
    assertThat(second.revision()).isEqualTo(first.revision() + 1);
  }

  @Test
  void a_service_that_is_put_or_updated_as_it_is_has_no_event_and_keeps_its_revision() {
    organisations().create(ACME, "Acme", ANN);
    Service first = services().create(new Service(ACME, BILLING, "Billing", 0));

    assertThat(services().update(first)).isEqualTo(first);
    assertThat(services().put(first).value()).isEqualTo(first);
    last(2);
  }

  @Test
  void refusals_of_services_have_no_event() {
    organisations().create(ACME, "Acme", ANN);
    Service first = services().create(new Service(ACME, BILLING, "Billing", 0));
    Service stale = new Service(ACME, BILLING, "Bills", first.revision() - 1);
    Service missing = new Service(ACME, ServiceId.of("none"), "None", first.revision());

    assertThatThrownBy(() -> services().update(stale)).isInstanceOf(Stale.class);
    assertThatThrownBy(() -> services().update(missing)).isInstanceOf(ServiceNotFound.class);
    assertThatThrownBy(() -> services().delete(ACME, BILLING, Expected.revision(stale.revision())))
        .isInstanceOf(Stale.class);
    last(2);
  }

  @Test
  void names_and_limits_of_many_callers_at_once_follow_each_other_in_the_log() {
    organisations().create(ACME, "name 0", ANN);
    List<Supplier<Boolean>> callers = new ArrayList<>();
    for (int each = 1; each <= 4; each++) {
      long number = each;
      callers.add(() -> organisations().rename(ACME, "name " + number).value() != null);
      callers.add(() -> limit(number));
    }

    assertThat(AtOnce.refusals(AtOnce.call(callers))).isEmpty();

    assertChain("name", "name 0", organisations().get(ACME).name());
    assertChain(
        "memberLimit", null, String.valueOf(organisations().seats(ACME).limit().orElseThrow()));
  }

  private boolean limit(long most) {
    organisations().limitSeats(ACME, most);
    return true;
  }

  /** Each change starts with what the change before it ended with. */
  private void assertChain(String name, @Nullable String first, String last) {
    @Nullable String now = first;
    for (Event event : eventsOf(ACME).subList(1, eventsOf(ACME).size())) {
      Value value = event.details().values().get(name);
      if (value != null) {
        assertThat(value.before()).isEqualTo(now);
        now = value.after();
      }
    }
    assertThat(now).isEqualTo(last);
  }
}
