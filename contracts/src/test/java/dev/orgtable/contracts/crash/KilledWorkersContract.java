package dev.orgtable.contracts.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.Counted;
import dev.orgtable.contracts.Engine;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.Crowd;
import dev.orgtable.testkit.Seed;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of background jobs when workers are killed at any moment while others run. The
 * system properties {@code orgtable.crash.members}, {@code orgtable.crash.kills} and {@code
 * orgtable.seed} set the size of the organisation, the number of kills in each test, and their
 * seed.
 */
@Tag("slow")
final class KilledWorkersContract {

  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final int MEMBERS = Integer.getInteger("orgtable.crash.members", 1_500);
  private static final int KILLS = Integer.getInteger("orgtable.crash.kills", 12);
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final int WRITE_UNITS = 40_000;

  /** A generous time limit, since the machine is busy starting processes. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The maximum number of writes between kills, so that the work outlasts them. */
  private static final int MOST_WRITES = MEMBERS / KILLS;

  private final Random random = Seed.random();
  private final String table = "orgtable-" + UUID.randomUUID();
  private DynamoDbClient client;
  private Orgtable orgtable;
  private Crowd crowd;

  @BeforeEach
  final void a_large_organisation() {
    client = FaultEndpoint.client(Engine.uri());
    orgtable = Orgtable.on(client, table, Settings.DEFAULT.withTimeouts(PATIENCE, PATIENCE));
    orgtable.schema().create(false, PATIENCE);
    orgtable.users().create(User.of(ANN, new Profile("Ann", "", ""), Instant.EPOCH));
    orgtable.organisations().create(ACME, "First", ANN);
    crowd = new Crowd(client, table, ACME);
    crowd.join(MEMBERS, Set.of(Group.of("staff")));
  }

  @AfterEach
  final void nothingIsWrong() {
    List<Violation> found = new ArrayList<>();
    Maintenance.of(orgtable).verifier().verify(found::add);
    client.deleteTable(request -> request.tableName(table));
    client.close();
    assertThat(found).isEmpty();
  }

  private Workers workers() {
    return new Workers(
        List.of(
            Engine.uri().toString(),
            table,
            Long.toString(LEASE.toMillis()),
            Integer.toString(WRITE_UNITS)),
        random);
  }

  private boolean isOpen(JobId job) {
    return orgtable.jobs().get(job).state() == Job.State.OPEN;
  }

  private void kill(Workers workers, int times, Workers.Meanwhile meanwhile)
      throws InterruptedException {
    for (int kills = 0; kills < times; kills++) {
      assertThat(workers.killAfter(1 + random.nextInt(MOST_WRITES), meanwhile))
          .as("the work outlasts kill %d, %s", kills, Seed.option())
          .isTrue();
    }
  }

  @Test
  void every_copy_has_the_last_of_two_names_and_none_went_back() throws Exception {
    Names names = new Names(crowd, MEMBERS);
    JobId first = orgtable.organisations().rename(ACME, "Second").job().orElseThrow();
    List<JobId> jobs = new ArrayList<>(List.of(first));
    Workers.Meanwhile looking =
        () -> {
          names.look();
          return jobs.stream().anyMatch(this::isOpen);
        };

    try (Workers workers = workers()) {
      kill(workers, KILLS / 2, looking);
      jobs.add(orgtable.organisations().rename(ACME, "Third").job().orElseThrow());
      kill(workers, KILLS / 2, looking);
      workers.run(looking);
    }

    assertThat(names.olderAgain()).isEmpty();
    assertThat(namesAndRevisions()).isEqualTo(Map.of("Third 3", MEMBERS + 1L));
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }

  /** Returns the number of copies of each name and revision. */
  private Map<String, Long> namesAndRevisions() {
    return client.scanPaginator(scan -> scan.tableName(table)).items().stream()
        .filter(item -> AttributeValue.fromS("userOrganisation/" + ACME).equals(item.get("rng")))
        .map(
            item ->
                attribute(item, "organisationName").s()
                    + " "
                    + Counted.counted(Long.parseLong(attribute(item, "organisationRevision").n())))
        .collect(Collectors.groupingBy(copy -> copy, Collectors.counting()));
  }

  @Test
  void nothing_names_a_deleted_organisation_but_its_log_and_the_record_of_the_work()
      throws Exception {
    JobId job = orgtable.organisations().delete(ACME).orElseThrow();

    try (Workers workers = workers()) {
      kill(workers, KILLS, () -> isOpen(job));
      workers.run(() -> isOpen(job));
    }

    List<Map<String, AttributeValue>> naming =
        client.scanPaginator(scan -> scan.tableName(table)).items().stream()
            .filter(item -> item.toString().contains(ACME.value()))
            .filter(item -> !attribute(item, "id").s().equals("organisationEvents/" + ACME))
            .toList();
    assertThat(naming)
        .singleElement()
        .satisfies(
            item -> assertThat(item).containsEntry("id", AttributeValue.fromS("job/" + job)));
  }
}
