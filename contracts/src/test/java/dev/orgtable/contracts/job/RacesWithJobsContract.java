package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of operations that race with jobs, on threads of their own, while two workers run.
 */
@Tag("slow")
final class RacesWithJobsContract extends TableContract {

  private static final int THREADS = 4;
  private static final int EACH = 25;
  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final Group MEANWHILE = Group.of("meanwhile");

  private final List<Supplier<List<OrgtableException>>> racers = new ArrayList<>();
  private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

  @BeforeEach
  final void owners() {
    user(ANN);
    user(BOB);
  }

  private void largeOrganisation() {
    organisation(ACME, ANN);
    new Crowd(client(), tableName, ACME).join(150, Set.of(STAFF));
  }

  private static EmailAddress invitee(int i) {
    return EmailAddress.of("i" + i + "@example.com");
  }

  /** Adds a thread to the race, which makes a call for each number from 1. */
  private void racing(int from, int count, IntConsumer call) {
    racers.add(
        () -> {
          List<OrgtableException> refusals = new ArrayList<>();
          for (int i = from; i < from + count; i++) {
            try {
              call.accept(i);
            } catch (OrgtableException e) {
              refusals.add(e);
            }
          }
          return refusals;
        });
  }

  private void racing(Runnable call) {
    racing(0, 1, i -> call.run());
  }

  /** Adds threads to the race that share the numbers from 0. */
  private void racingAll(IntConsumer call) {
    for (int thread = 0; thread < THREADS; thread++) {
      racing(thread * EACH, EACH, call);
    }
  }

  /** Runs the race while two workers run, then completes the jobs and returns the refusals. */
  private List<OrgtableException> race() {
    List<OrgtableException> refusals;
    try (Worker one = racingWorker();
        Worker other = racingWorker()) {
      one.start();
      other.start();
      refusals = AtOnce.answers(AtOnce.call(racers)).stream().flatMap(List::stream).toList();
    }
    work();
    assertThat(failures).isEmpty();
    return refusals;
  }

  private Worker racingWorker() {
    WorkerSettings eager =
        WorkerSettings.DEFAULT.withWriteUnits(40_000).withPoll(Duration.ofMillis(100));
    return Worker.of(on(client()), eager, failures::add);
  }

  private List<Map<String, AttributeValue>> userSides(OrganisationId organisation) {
    return items().stream()
        .filter(
            item ->
                AttributeValue.fromS("userOrganisation/" + organisation).equals(item.get("rng")))
        .toList();
  }

  @Test
  void two_renames_and_200_invitations_leave_the_last_name_everywhere() {
    largeOrganisation();
    IntStream.range(0, THREADS * EACH).forEach(i -> user(invitee(i)));
    racing(() -> orgtable().organisations().rename(ACME, "Second"));
    racing(() -> orgtable().organisations().rename(ACME, "Third"));
    racingAll(i -> orgtable().invitations().invite(invitee(1000 + i), ACME, Set.of(STAFF)));
    racingAll(
        i -> {
          orgtable().invitations().invite(invitee(i), ACME, Set.of(STAFF));
          orgtable().invitations().accept(invitee(i), ACME);
        });

    List<OrgtableException> refusals = race();

    assertThat(refusals).isEmpty();
    AttributeValue last = AttributeValue.fromS(orgtable().organisations().get(ACME).name());
    assertThat(userSides(ACME))
        .hasSize(351)
        .allSatisfy(side -> assertThat(side).containsEntry("organisationName", last));
  }

  @Test
  void additions_during_the_deletion_of_an_organisation_are_refused_or_swept() {
    largeOrganisation();
    for (int i = 0; i < THREADS * EACH; i++) {
      user(invitee(i));
      user(invitee(1000 + i));
      orgtable().invitations().invite(invitee(i), ACME, Set.of(STAFF));
    }
    racing(() -> orgtable().organisations().delete(ACME));
    racingAll(i -> orgtable().invitations().accept(invitee(i), ACME));
    racingAll(i -> orgtable().memberships().addMember(invitee(1000 + i), ACME, Set.of(STAFF)));
    racingAll(i -> orgtable().invitations().invite(invitee(2000 + i), ACME, Set.of(STAFF)));

    List<OrgtableException> refusals = race();

    assertThat(refusals)
        .hasOnlyElementsOfTypes(OrganisationNotFound.class, InvitationNotFound.class);
    assertThat(itemsNaming(ACME)).allMatch(item -> item.containsKey("jobKind"));
  }

  @Test
  void several_jobs_of_two_workers_end_once_each() {
    largeOrganisation();
    for (String name : List.of("Second", "Third", "Fourth", "Fifth")) {
      orgtable().organisations().rename(ACME, name);
    }

    List<AtOnce.Outcome<Integer>> outcomes = AtOnce.call(2, this::work);

    assertThat(AtOnce.answers(outcomes).stream().mapToInt(ended -> ended).sum()).isEqualTo(4);
    assertThat(userSides(ACME))
        .allSatisfy(
            side ->
                assertThat(side).containsEntry("organisationName", AttributeValue.fromS("Fifth")));
  }

  @Test
  void no_organisation_is_without_an_owner_after_a_user_was_deleted_who_was_made_an_owner() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    IntStream.range(0, EACH).forEach(i -> organisation(OrganisationId.of("joined" + i), ANN));
    racing(
        0,
        THREADS,
        i -> {
          orgtable().memberships().addToGroups(BOB, BusyUser.organisation(i), Set.of(Group.OWNER));
          orgtable().memberships().remove(ANN, BusyUser.organisation(i));
        });
    racing(
        0,
        EACH,
        i -> orgtable().memberships().addMember(BOB, OrganisationId.of("joined" + i), Set.of()));
    racing(() -> orgtable().users().delete(BOB));

    List<OrgtableException> refusals = race();

    assertThat(refusals)
        .hasOnlyElementsOfTypes(
            UserNotFound.class, MemberNotFound.class, LastOwner.class, InProgress.class);
    for (int i = 0; i < BusyUser.ORGANISATIONS; i++) {
      assertThat(ownerCount(BusyUser.organisation(i))).isPositive();
    }
    assertThat(itemsNaming(BOB).isEmpty())
        .isEqualTo(refusals.stream().noneMatch(refusal -> isOfDeletion(refusal)));
  }

  private static boolean isOfDeletion(OrgtableException refusal) {
    return refusal instanceof LastOwner last && last.user().equals(BOB);
  }

  @Test
  void a_change_at_the_old_address_during_a_move_is_kept_at_the_new_one() {
    largeOrganisation();
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    Set<Integer> changed = ConcurrentHashMap.newKeySet();
    Set<Integer> removed = ConcurrentHashMap.newKeySet();
    racing(() -> orgtable().users().changeAddress(BOB, EVE));
    racing(() -> orgtable().organisations().rename(ACME, "Renamed"));
    racing(
        0,
        EACH,
        i -> {
          orgtable().memberships().addToGroups(BOB, BusyUser.organisation(i), Set.of(MEANWHILE));
          changed.add(i);
        });
    racing(
        EACH,
        EACH,
        i -> {
          orgtable().memberships().remove(BOB, BusyUser.organisation(i));
          removed.add(i);
        });

    List<OrgtableException> refusals = race();

    assertThat(refusals).allMatch(MemberNotFound.class::isInstance);
    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(userSides(ACME))
        .hasSize(152)
        .allSatisfy(
            side ->
                assertThat(side)
                    .containsEntry("organisationName", AttributeValue.fromS("Renamed")));
    for (int i = 0; i < EACH; i++) {
      assertThat(orgtable().memberships().get(EVE, BusyUser.organisation(i)).groups())
          .containsExactlyInAnyOrderElementsOf(
              changed.contains(i) ? Set.of(STAFF, MEANWHILE) : Set.of(STAFF));
      Check member = Check.member(EVE, BusyUser.organisation(EACH + i));
      assertThat(orgtable().memberships().check(member).member())
          .isNotEqualTo(removed.contains(EACH + i));
    }
  }
}
