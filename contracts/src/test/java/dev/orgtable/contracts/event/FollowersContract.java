package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventPage;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A program that follows a log gets each event once, in order, while writes are held back for the
 * deadline of an operation, by processes whose clocks are as wrong as is allowed.
 */
final class FollowersContract extends EventTable {

  private static final EventLog LOG = new EventLog.OfOrganisation(ACME);
  private static final Duration WRONG = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int EARLIER = 150;

  private final TestClock behind = new TestClock();
  private final TestClock ahead = new TestClock();
  private final List<Event> got = new ArrayList<>();
  private @Nullable EventId last;
  private int changes;

  @BeforeEach
  void ann_owns_acme() {
    Stream.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    Stream.of(BOB, CAT).forEach(user -> orgtable().memberships().addMember(user, ACME, Set.of()));
    clock.advance(WRONG);
    ahead.advance(WRONG.multipliedBy(2));
  }

  private Orgtable early() {
    return on(client(), settings().withClock(ahead));
  }

  private void tick() {
    Stream.of(behind, clock, ahead).forEach(each -> each.advance(TICK));
  }

  /** Changes Bob, and reads on, as early as anybody does. */
  private void changeAndFollow() {
    Group group = Group.of("g" + changes++ % 5);
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(group));
    orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(group));
    tick();
    follow();
  }

  private void follow() {
    EventPage page;
    do {
      page =
          early()
              .events()
              .list(
                  LOG,
                  new EventRequest(EventRequest.Order.OLDEST_FIRST, last, 50, EventFilter.ALL));
      got.addAll(page.events());
      last = page.last();
    } while (page.more());
  }

  @Test
  void no_commit_that_was_held_back_is_missed() {
    for (int i = 0; i < EARLIER; i++) {
      changeAndFollow();
    }
    assertThat(got).as("those that are settled").isNotEmpty();
    long seconds = settings().deadline().toSeconds();
    Orgtable slow =
        on(
            InterleavingClient.beforeWriting(
                client(),
                () -> {
                  for (int i = 0; i < seconds; i++) {
                    changeAndFollow();
                  }
                }),
            settings().withClock(behind));

    slow.memberships().addToGroups(CAT, ACME, Set.of(STAFF));
    for (int i = 0; i < EventSettings.SETTLING.toSeconds(); i++) {
      tick();
    }
    follow();

    assertThat(got).isEqualTo(eventsOf(ACME));
  }
}
