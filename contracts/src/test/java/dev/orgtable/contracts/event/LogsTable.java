package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.GroupName;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation.Code;
import dev.orgtable.role.GroupDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A table whose logs are replayed after events were removed or made up. */
abstract class LogsTable extends EditedLogs {

  static final GroupName SALES = GroupName.of("sales");

  @BeforeEach
  final void bob_is_in_acme() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().groups().create(ACME, SALES, label("A"));
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
  }

  final List<String> ofLogs() {
    return ofLogs(client());
  }

  final List<String> ofLogs(DynamoDbClient client) {
    List<String> found = new ArrayList<>();
    Maintenance.of(on(client))
        .verifier()
        .verifyLogs(
            1,
            violation -> {
              assertThat(violation.code()).isEqualTo(Code.LOG_DIFFERS);
              found.add(violation.id() + ": " + violation.detail());
            },
            read -> {});
    return found;
  }

  final List<Event> events(EventType type) {
    return events().stream().filter(event -> event.type() == type).toList();
  }

  static GroupDetails label(String label) {
    return GroupDetails.NONE.withLabel(label);
  }
}
