package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException;
import dev.orgtable.Profile;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.Engine;
import dev.orgtable.contracts.EngineTime;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import dev.orgtable.testkit.Seed;
import dev.orgtable.testkit.fault.Fault;
import dev.orgtable.testkit.fault.FaultyEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The contract of a worker when one call in ten fails: its jobs complete correctly. A failure shows
 * the seed: pass it as {@code -Dorgtable.seed}.
 */
@Tag("faults")
final class JobsUnderFaultsContract extends TableContract {

  private static final double SOMETIMES = 0.1;
  private static final int MOST_TURNS = 1000;
  private static final GroupName SALES = GroupName.of("sales");
  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final Duration LEASE = WorkerSettings.DEFAULT.lease();

  private static final List<Fault> ANY =
      List.of(
          Fault.closed(),
          Fault.dropped(),
          Fault.reset(),
          Fault.cut(),
          Fault.garbled(),
          Fault.wrongCheckSum(),
          Fault.error(503, "ServiceUnavailable"),
          Fault.errorAfter(500, "InternalServerError"),
          Fault.error(400, "ThrottlingException"),
          Fault.error(400, "ExpiredTokenException"),
          Fault.error(400, "TransactionInProgressException"),
          Fault.conflict("TransactionConflict"),
          Fault.unprocessed());

  @RegisterExtension final FaultyEngine faulty = new FaultyEngine(Engine.uri());

  @Override
  protected DynamoDbClient client() {
    return Engine.clientOverHttp();
  }

  @BeforeEach
  final void owners() {
    user(ANN);
    user(BOB);
  }

  @ParameterizedTest
  @EnumSource
  void every_kind_of_job_ends_right_whatever_goes_wrong_at_random(Job.Kind kind) {
    JobId job = begin(kind);
    faulty.endpoint().planAtRandom(Seed.VALUE, SOMETIMES, ANY);

    int turns = 0;
    while (orgtable().jobs().get(job).state() == Job.State.OPEN && turns++ < MOST_TURNS) {
      turn();
      clock.advance(LEASE);
    }

    assertThat(orgtable().jobs().get(job).state()).as(Seed.option()).isEqualTo(Job.State.DONE);
    assertThat(violations()).as(Seed.option()).isEmpty();
    assertThat(itemsNaming(old(kind)))
        .as(Seed.option())
        .allMatch(item -> item.containsKey("jobKind"));
  }

  private void turn() {
    Orgtable through =
        on(faulty.client(), settings().withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(1)));
    try (Worker worker =
        Worker.of(through, WorkerSettings.DEFAULT.withWriteUnits(40_000), e -> {})) {
      worker.runOpen();
    } catch (OrgtableException e) {
      // The next run continues.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JobId begin(Job.Kind kind) {
    return switch (kind) {
      case RENAME_ORGANISATION,
          SUSPEND_ORGANISATION,
          REACTIVATE_ORGANISATION,
          DELETE_ORGANISATION,
          DELETE_SERVICE,
          DELETE_GROUP,
          RENAME_GROUP ->
          beginOfOrganisation(kind);
      case UPDATE_USER, DELETE_USER, CHANGE_ADDRESS -> beginOfUser(kind);
    };
  }

  private JobId beginOfOrganisation(Job.Kind kind) {
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().groups().create(ACME, SALES, GroupDetails.NONE);
    new Crowd(EngineTime.of(clock, client()), tableName, ACME)
        .join(120, Set.of(READERS, new Group.OfOrganisation(SALES)));
    Optional<JobId> job =
        switch (kind) {
          case RENAME_ORGANISATION -> orgtable().organisations().rename(ACME, "Renamed").job();
          case SUSPEND_ORGANISATION -> orgtable().organisations().suspend(ACME).job();
          case REACTIVATE_ORGANISATION -> {
            orgtable().organisations().suspend(ACME);
            work();
            yield orgtable().organisations().reactivate(ACME).job();
          }
          case DELETE_ORGANISATION -> orgtable().organisations().delete(ACME);
          case RENAME_GROUP ->
              orgtable().groups().rename(ACME, SALES, GroupName.of("new"), Expected.ANYTHING).job();
          case DELETE_GROUP -> orgtable().groups().delete(ACME, SALES, Expected.ANYTHING);
          default -> orgtable().services().delete(ACME, BILLING);
        };
    return job.orElseThrow();
  }

  private JobId beginOfUser(Job.Kind kind) {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    Optional<JobId> job =
        switch (kind) {
          case UPDATE_USER ->
              orgtable()
                  .users()
                  .update(orgtable().users().get(BOB).withProfile(new Profile("New", "", "")))
                  .job();
          case DELETE_USER -> orgtable().users().delete(BOB);
          default -> orgtable().users().changeAddress(BOB, EVE).job();
        };
    return job.orElseThrow();
  }

  /** Returns a text that no item mentions once a job is done. */
  private static String old(Job.Kind kind) {
    return switch (kind) {
      case RENAME_ORGANISATION -> "Organisation acme";
      case SUSPEND_ORGANISATION -> "suspendingBy";
      case REACTIVATE_ORGANISATION -> "suspendedAt";
      case DELETE_ORGANISATION -> "organisation/acme";
      case DELETE_SERVICE -> "serviceGroup/";
      case DELETE_GROUP, RENAME_GROUP -> "organisationGroup/sales";
      case UPDATE_USER -> "S=bob)";
      case DELETE_USER, CHANGE_ADDRESS -> BOB.value();
    };
  }
}
