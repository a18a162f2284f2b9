package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.GroupName;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventSettings;
import dev.orgtable.history.EventStore;
import dev.orgtable.role.GroupDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of what operations on events cost. */
final class CostsOfEventsContract extends EventTable {

  private final List<String> costs = new ArrayList<>();

  private void costs(String what, Runnable operation) {
    resetCost();
    operation.run();
    costs.add(ReportedCosts.line(what, cost()));
  }

  @Test
  void operations_on_events() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().groups().create(ACME, GroupName.of("sales"), GroupDetails.NONE);
    orgtable().invitations().invite(CAT, ACME, Set.of());
    Instant then = clock.instant();
    EventStore events = orgtable().events();
    clock.advance(EventSettings.SETTLING.plusSeconds(1));
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    costs("list", () -> events.list(new EventLog.OfOrganisation(ACME), EventRequest.newest(10)));
    costs("members at a past moment", () -> events.membersAt(ACME, then));
    costs("difference", () -> events.difference(new EventLog.OfOrganisation(ACME)));
    costs("settings", events::settings);
    costs("keep, the same", () -> events.keep(400));
    costs("keep", () -> events.keep(7));
    costs("stop", events::stop);

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "list: 1 requests, 1 R, 0 W",
                "members at a past moment: 5 requests, 5 R, 0 W",
                "difference: 9 requests, 9 R, 0 W",
                "settings: 1 requests, 1 R, 0 W",
                "keep, the same: 1 requests, 1 R, 0 W",
                "keep: 2 requests, 1 R, 4 W",
                "stop: 2 requests, 1 R, 4 W"));
  }
}
