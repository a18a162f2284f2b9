package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Permission;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.Settings;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Jobs wait for readers who may have read one record before the job began, or ended, and read
 * another one after it: as long as a request, or an operation, may take.
 */
final class WaitsForReadersContract extends TableContract {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final int PATIENCE_SECONDS = 20;
  private static final int MEMBERS = 120;
  private static final String MEMBER = "organisationGroupMember/";
  private static final GroupName SALES = GroupName.of("sales");

  private final CountDownLatch members = new CountDownLatch(MEMBERS);
  private final CountDownLatch ended = new CountDownLatch(1);

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private void join(Group group) {
    new Crowd(client(), tableName, ACME).join(MEMBERS, Set.of(group));
  }

  /** Returns a client that counts the members that a job writes, and notices its end. */
  private DynamoDbClient watched() {
    return WatchedClient.of(
        client(),
        (method, request) -> {
          boolean writes =
              request instanceof UpdateItemRequest || request instanceof TransactWriteItemsRequest;
          String text = String.valueOf(request);
          if (writes && text.contains(MEMBER)) {
            members.countDown();
          }
          if (writes && text.contains("endings")) {
            ended.countDown();
          }
        });
  }

  /** Begins the open job, and returns whether something happens before the worker is stopped. */
  private boolean happens(Settings settings, CountDownLatch something, int seconds) {
    Worker worker =
        Worker.of(
            on(watched(), settings),
            WorkerSettings.DEFAULT.withNanoTime(clock::nanoTime),
            failure -> {
              throw failure;
            });
    Thread thread = new Thread(() -> run(worker));
    thread.start();
    try {
      boolean happened = something.await(seconds, TimeUnit.SECONDS);
      worker.close();
      thread.join();
      return happened;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Worker worker) {
    try {
      var unused = worker.runOpen();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_renaming_moves_nobody_before_checks_that_have_read_the_roles_have_ended() {
    Role sellers =
        new Role(
            GroupName.of("sellers"), "", "", List.of(Permission.of("contracts:write")), List.of());
    orgtable().roles().put(Roles.of(List.of(sellers), List.of()), Expected.ANYTHING);
    orgtable().groups().create(ACME, SALES, GroupDetails.NONE.withRoles(List.of(sellers.name())));
    join(new Group.OfOrganisation(SALES));
    orgtable().groups().rename(ACME, SALES, GroupName.of("revenue"), Expected.ANYTHING);

    assertThat(happens(settings().withTimeouts(LONG, LONG), members, 3)).isFalse();

    assertThat(members.getCount()).isEqualTo(MEMBERS);
    assertThat(happens(settings().withTimeouts(LONG, SHORT), members, PATIENCE_SECONDS)).isTrue();
    work();
  }

  @Test
  void a_suspension_ends_after_operations_that_have_read_a_member_before_it() {
    join(STAFF);
    assertThat(orgtable().organisations().suspend(ACME).job()).isPresent();

    assertThat(happens(settings().withTimeouts(LONG, SHORT), members, PATIENCE_SECONDS)).isTrue();
    assertThat(happens(settings().withTimeouts(LONG, SHORT), ended, 8)).isFalse();

    assertThat(
            happens(settings().withTimeouts(SHORT.multipliedBy(3), SHORT), ended, PATIENCE_SECONDS))
        .isTrue();
    work();
  }
}
