package dev.orgtable.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventPage;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventRequest.Order;
import dev.orgtable.event.EventSettings;
import dev.orgtable.history.Roster;
import dev.orgtable.history.Roster.Seat;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the model had after each step, to compare with what the logs of the organisations tell of
 * these moments.
 */
final class Chronicle {

  private static final Duration TICK = Duration.ofMillis(1);
  private static final int PAGE = 1000;
  private static final int ASKED = 2;

  private final Orgtable orgtable;
  private final TestClock clock;
  private final SortedMap<Instant, Map<OrganisationId, State>> moments = new TreeMap<>();

  Chronicle(Orgtable orgtable, TestClock clock) {
    this.orgtable = orgtable;
    this.clock = clock;
  }

  /** The members and invitations of an organisation, and whether it is suspended. */
  private record State(
      SortedMap<EmailAddress, Seat> members,
      SortedMap<EmailAddress, Seat> invitations,
      boolean suspended) {

    static State of(Model model, OrganisationId organisation) {
      SortedMap<EmailAddress, Seat> members = new TreeMap<>();
      model
          .members(member -> member.organisation().equals(organisation))
          .forEach(
              member ->
                  members.put(
                      member.user(), new Seat(member.groups(), member.suspendedAt().isPresent())));
      SortedMap<EmailAddress, Seat> invitations = new TreeMap<>();
      model.invitations.forEach(
          (place, invitation) -> {
            if (place.organisation().equals(organisation)) {
              invitations.put(place.user(), new Seat(invitation.groups(), false));
            }
          });
      boolean suspended =
          model.organisations.containsKey(organisation)
              && model.organisation(organisation).suspendedAt().isPresent();
      return new State(members, invitations, suspended);
    }

    static State of(Roster told) {
      return new State(
          new TreeMap<>(told.members()), new TreeMap<>(told.invitations()), told.isSuspended());
    }
  }

  /** Keeps what the model has now; the next step is later. */
  void add(Model model) {
    Map<OrganisationId, State> states = new TreeMap<>();
    for (OrganisationId organisation : Arguments.ORGANISATIONS) {
      states.put(organisation, State.of(model, organisation));
    }
    moments.put(clock.instant(), states);
    clock.advance(TICK);
  }

  /** Compares what the logs tell of each moment, event by event, with what the model had then. */
  void compareWithLogs() {
    for (OrganisationId organisation : Arguments.ORGANISATIONS) {
      List<Event> events = log(organisation);
      Roster told = new Roster();
      int next = 0;
      for (Map.Entry<Instant, Map<OrganisationId, State>> moment : moments.entrySet()) {
        for (; next < events.size() && !events.get(next).time().isAfter(moment.getKey()); next++) {
          told.apply(events.get(next));
        }
        assertThat(State.of(told))
            .as("%s at %s, by %s", organisation, moment.getKey(), events)
            .isEqualTo(moment.getValue().get(organisation));
      }
      assertThat(events).as("events of no step").hasSize(next);
      assertThat(orgtable.events().difference(new EventLog.OfOrganisation(organisation)))
          .as("%s by %s", organisation, events)
          .isEmpty();
    }
  }

  private List<Event> log(OrganisationId organisation) {
    List<Event> events = new ArrayList<>();
    EventRequest next = EventRequest.oldest(PAGE).in(Order.OLDEST_FIRST_UNSETTLED);
    for (boolean more = true; more; ) {
      EventPage page = orgtable.events().list(new EventLog.OfOrganisation(organisation), next);
      events.addAll(page.events());
      next = next.after(page.last());
      more = page.more();
    }
    return events;
  }

  /** Asks the store for some of these moments. */
  void askAgain() {
    clock.advance(EventSettings.SETTLING.plus(TICK));
    List<Instant> times = new ArrayList<>(moments.keySet());
    Random random = new Random(times.size());
    for (int i = 0; i < ASKED && !times.isEmpty(); i++) {
      Instant time = times.remove(random.nextInt(times.size()));
      Objects.requireNonNull(moments.get(time))
          .forEach(
              (organisation, state) -> {
                Roster then = orgtable.events().membersAt(organisation, time);
                assertThat(then.members())
                    .as("%s at %s", organisation, time)
                    .isEqualTo(state.members());
                assertThat(then.isSuspended()).isEqualTo(state.suspended());
              });
    }
  }
}
