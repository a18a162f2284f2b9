package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.maintenance.Maintenance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of an upgrade while the original program still writes: its changes before a record
 * is upgraded are not lost, at any write of the upgrade.
 */
@Tag("slow")
final class UpgradeRacesContract extends GoTableContract {

  private static final AttributeValue VERSION_0 = AttributeValue.fromN("0");
  private static final String ANN_MEMBER = MEMBER + "ann@example.com";
  private static final String CAT_MEMBER = MEMBER + "cat@example.com";
  private static final String CAT_KEY = "user/cat@example.com";
  private static final String BETA_SIDE = "userOrganisation/" + GO_BETA;
  private static final int ENOUGH = 16;

  private final AtomicBoolean changed = new AtomicBoolean();

  @BeforeEach
  final void nothingIsChanged() {
    changed.set(false);
  }

  /**
   * A change by the original program.
   *
   * @param id the partition key of the record that shows whether the change comes in time
   * @param rng the sort key of that record
   * @param attribute the attribute to change; empty to delete another record
   * @param value the new value
   * @param rights the rights after the change
   */
  record Change(
      String id,
      String rng,
      String attribute,
      AttributeValue value,
      Map<String, Set<Group>> rights) {
    @Override
    public String toString() {
      return attribute.isEmpty() ? "delete " + value.s() : rng + " " + attribute;
    }
  }

  static Stream<Change> changes() {
    Map<String, Set<Group>> removed = new TreeMap<>(PROVEN);
    removed.remove("cat@example.com Acme");
    Map<String, Set<Group>> accepted = new TreeMap<>(PROVEN);
    accepted.put("cat@example.com Beta", Set.of());
    Map<String, Set<Group>> fewer = new TreeMap<>(PROVEN);
    fewer.put("ann@example.com Acme", Set.of(Group.OWNER));
    Map<String, Set<Group>> without = new TreeMap<>(PROVEN);
    without.put("ann@example.com Acme", Set.of(Group.OWNER, STAFF));
    return Stream.of(
        new Change(ACME_KEY, CAT_MEMBER, "", AttributeValue.fromS(CAT_MEMBER), removed),
        new Change(
            ACME_KEY,
            ANN_MEMBER,
            "",
            AttributeValue.fromS("organisationService/" + GO_BILLING),
            without),
        new Change(
            CAT_KEY,
            BETA_SIDE,
            "acceptedAt",
            AttributeValue.fromS("2024-03-02T00:00:00Z"),
            accepted),
        new Change(
            ACME_KEY,
            ANN_MEMBER,
            "groups",
            AttributeValue.fromSs(List.of("organisationGroup/owner")),
            fewer));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void a_change_at_any_write_is_kept_if_it_came_before_its_record_was_upgraded(Change change) {
    for (int write = 1; write <= ENOUGH; write++) {
      reset();
      DynamoDbClient client =
          InterleavingClient.beforeWrite(write, client(), () -> changeInTime(change));

      Maintenance.of(on(client)).upgrade().apply(step -> {});

      assertThat(violations()).as("before write %s", write).isEmpty();
      assertThat(rights())
          .as("before write %s", write)
          .isEqualTo(changed.get() ? change.rights() : PROVEN);
    }
  }

  private void changeInTime(Change change) {
    Map<String, AttributeValue> item = new HashMap<>(item(change.id(), change.rng()));
    if (!VERSION_0.equals(item.get("v"))) {
      return;
    }
    changed.set(true);
    if (change.attribute().isEmpty()) {
      Map<String, AttributeValue> key =
          Map.of("id", AttributeValue.fromS(change.id()), "rng", change.value());
      client().deleteItem(request -> request.tableName(tableName).key(key));
    } else {
      item.put(change.attribute(), change.value());
      put(item);
    }
  }

  private void reset() {
    changed.set(false);
    for (Map<String, AttributeValue> item : items()) {
      Map<String, AttributeValue> key = new HashMap<>(item);
      key.keySet().retainAll(Set.of("id", "rng"));
      client().deleteItem(request -> request.tableName(tableName).key(key));
    }
    GoTable.items().forEach(this::put);
  }
}
