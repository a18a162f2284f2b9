package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.Outcome;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of organisations that are suspended by a job: no check says yes from the first
 * transaction on, and none says no when a reactivation is done, whichever job writes last.
 */
@Tag("slow")
final class SuspensionsOfManyContract extends TableContract {

  private static final int MANY = 150;
  private static final int COPIES = 32;

  /** A worker's first write leases the job, the second one is that of a member. */
  private static final int FIRST_MEMBER = 2;

  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final EmailAddress BEFORE_ALL = EmailAddress.of("a-first@example.com");

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
  }

  /** Runs all open jobs and returns the number completed. */
  private int finish() {
    try (Worker worker = hasty(client())) {
      return worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a worker that waits 2 seconds for readers at the end of a suspension. */
  private Worker hasty(DynamoDbClient client) {
    return Worker.of(
        on(client, settings().withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1))),
        WorkerSettings.DEFAULT.withWriteUnits(40_000).withNanoTime(clock::nanoTime),
        failure -> {
          throw failure;
        });
  }

  private void join(int members) {
    new Crowd(client(), tableName, ACME).join(members, Set.of(STAFF));
  }

  private JobId suspend() {
    return orgtable().organisations().suspend(ACME).job().orElseThrow();
  }

  private JobId reactivate() {
    return orgtable().organisations().reactivate(ACME).job().orElseThrow();
  }

  private List<Boolean> answers(int members) {
    List<Check> questions =
        IntStream.range(0, members)
            .mapToObj(i -> Check.inGroup(Crowd.member(i), ACME, STAFF))
            .toList();
    return orgtable().memberships().check(questions, Consistency.STRONG).stream()
        .map(CheckResult::allowed)
        .toList();
  }

  /** Returns what other readers say of one member. */
  private List<Boolean> readings(EmailAddress user) {
    return List.of(
        orgtable().memberships().check(Check.member(user, ACME)).member(),
        orgtable().claims().of(user, ACME).isPresent(),
        !orgtable().claims().of(user).organisations().isEmpty(),
        orgtable().memberships().get(user, ACME).isActive(),
        orgtable().users().memberships(user, PageRequest.first(10)).items().get(0).isActive(),
        orgtable().memberships().list(ACME, PageRequest.first(100)).items().get(0).isActive(),
        orgtable().organisations().details(ACME).members().get(0).isActive());
  }

  @Test
  void no_check_about_a_thousand_members_says_yes_before_the_job_begins_nor_when_it_has_ended() {
    join(1000);
    Orgtable same = orgtable();
    Check kept = Check.member(Crowd.member(7), ACME);
    assertThat(same.memberships().check(kept, Duration.ofSeconds(60)).member()).isTrue();

    JobId job = same.organisations().suspend(ACME).job().orElseThrow();

    assertThat(same.memberships().check(kept, Duration.ofSeconds(60)).member()).isFalse();
    assertThat(answers(1000)).containsOnly(false);
    assertThat(readings(Crowd.member(7))).containsOnly(false);
    assertThat(violations()).isEmpty();
    assertThat(finish()).isOne();
    assertThat(answers(1000)).containsOnly(false);
    assertThat(readings(Crowd.member(7))).containsOnly(false);
    Job done = orgtable().jobs().get(job);
    assertThat(done.kind()).isEqualTo(Job.Kind.SUSPEND_ORGANISATION);
    assertThat(done.done()).isEqualTo(1001);
    assertThat(itemsNaming("suspending")).isEmpty();

    reactivate();
    assertThat(violations()).isEmpty();
    assertThat(finish()).isOne();
    assertThat(answers(1000)).containsOnly(true);
    assertThat(readings(Crowd.member(7))).containsOnly(true);
  }

  @Test
  void a_reactivation_before_the_job_has_begun_reactivates_everybody_at_once() {
    join(MANY);
    suspend();

    reactivate();

    assertThat(answers(MANY)).containsOnly(true);
    assertThat(violations()).isEmpty();
    assertThat(finish()).isEqualTo(2);
    assertThat(answers(MANY)).containsOnly(true);
  }

  @Test
  void a_late_step_of_a_suspension_locks_nobody_out_after_a_reactivation() {
    join(MANY);
    suspend();

    workWith(
        () -> {
          reactivate();
          finish();
          assertThat(answers(MANY)).containsOnly(true);
        });

    assertThat(answers(MANY)).containsOnly(true);
    assertThat(readings(Crowd.member(0))).containsOnly(true);
  }

  @Test
  void a_late_step_of_a_reactivation_lets_nobody_in_after_a_suspension() {
    join(MANY);
    suspend();
    finish();
    reactivate();

    workWith(
        () -> {
          suspend();
          finish();
        });

    assertThat(orgtable().memberships().check(Check.member(ANN, ACME)).member()).isFalse();
    assertThat(answers(MANY)).containsOnly(false);
  }

  @Test
  void the_end_of_an_old_job_does_not_end_the_effect_of_a_new_one() {
    join(MANY);
    suspend();

    workWith(
        () -> {
          reactivate();
          suspend();
        });

    assertThat(answers(MANY)).containsOnly(false);
    finish();
    assertThat(answers(MANY)).containsOnly(false);
    reactivate();
    finish();
    assertThat(answers(MANY)).containsOnly(true);
  }

  /** Runs a job while an action happens before it writes its first member. */
  private void workWith(Runnable meanwhile) {
    try (Worker late = hasty(InterleavingClient.beforeWrite(FIRST_MEMBER, client(), meanwhile))) {
      late.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    finish();
  }

  @Test
  void somebody_who_moves_behind_the_job_is_suspended() {
    join(MANY);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    suspend();
    int saves = 1 + 100 + 1;

    try (Worker worker =
        hasty(
            InterleavingClient.beforeWrite(
                saves,
                client(),
                () -> orgtable().users().changeAddress(Crowd.member(140), BEFORE_ALL)))) {
      worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    finish();

    assertThat(orgtable().memberships().check(Check.member(BEFORE_ALL, ACME)).member()).isFalse();
    reactivate();
    finish();
    assertThat(orgtable().memberships().check(Check.member(BEFORE_ALL, ACME)).member()).isTrue();
  }

  @Test
  void who_is_added_while_the_job_is_open_is_suspended_and_nobody_accepts() {
    join(MANY);
    user(CAT);
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
    suspend();

    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    assertThatThrownBy(() -> orgtable().invitations().accept(CAT, ACME))
        .isInstanceOf(OrganisationSuspended.class);
    assertThat(readings(BOB)).containsOnly(false);
    finish();
    assertThat(readings(BOB)).containsOnly(false);
    reactivate();
    finish();
    orgtable().invitations().accept(CAT, ACME);
    assertThat(readings(BOB)).containsOnly(true);
    assertThat(readings(CAT)).containsOnly(true);
  }

  @Test
  void an_organisation_that_is_deleted_while_it_is_suspended_is_active_when_created_again() {
    join(MANY);
    suspend();

    orgtable().organisations().delete(ACME);
    finish();
    organisation(ACME, ANN);

    assertThat(readings(ANN)).containsOnly(true);
    assertThat(itemsNaming("suspending")).isEmpty();
  }

  @Test
  void a_ninth_suspension_waits_for_room() {
    join(MANY);
    IntStream.range(0, COPIES)
        .forEach(
            copy ->
                put(
                    Map.of(
                        "id", AttributeValue.fromS("endings/" + copy),
                        "rng", AttributeValue.fromS("endings"),
                        "typ", AttributeValue.fromS("endings"),
                        "v", AttributeValue.fromN("1"),
                        "suspending",
                            AttributeValue.fromSs(
                                IntStream.range(0, 8).mapToObj(i -> "o" + i).toList()))));
    Orgtable hasty =
        on(client(), settings().withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1)));

    assertThatThrownBy(() -> hasty.organisations().suspend(ACME)).isInstanceOf(Unavailable.class);

    IntStream.range(0, COPIES).forEach(copy -> delete("endings/" + copy, "endings"));
    suspend();
    finish();
    assertThat(answers(MANY)).containsOnly(false);
  }

  @Test
  void of_suspensions_reactivations_and_additions_at_once_all_members_have_the_last_state() {
    join(MANY);
    List<EmailAddress> people =
        IntStream.range(0, 20).mapToObj(i -> EmailAddress.of("p" + i + "@example.com")).toList();
    people.forEach(this::user);
    people
        .subList(0, 10)
        .forEach(person -> orgtable().invitations().invite(person, ACME, Set.of(STAFF)));

    AtOnce.call(
        List.<Supplier<Object>>of(
            () -> states(3),
            () -> states(4),
            () -> each(people.subList(10, 20), this::add),
            () -> each(people.subList(0, 10), this::accept),
            this::finish,
            this::finish));
    finish();

    boolean active = orgtable().organisations().get(ACME).suspendedAt().isEmpty();
    assertThat(answers(MANY)).containsOnly(active);
    assertThat(readings(people.get(15))).containsOnly(active);
    assertThat(violations()).isEmpty();
  }

  private Outcome<Organisation> states(int changes) {
    for (int i = 1; i < changes; i++) {
      orgtable().organisations().suspend(ACME);
      orgtable().organisations().reactivate(ACME);
    }
    return orgtable().organisations().suspend(ACME);
  }

  private static Object each(List<EmailAddress> people, Consumer<EmailAddress> call) {
    people.forEach(call);
    return people;
  }

  private void add(EmailAddress person) {
    orgtable().memberships().addMember(person, ACME, Set.of(STAFF));
  }

  private void accept(EmailAddress person) {
    try {
      orgtable().invitations().accept(person, ACME);
    } catch (OrganisationSuspended e) {
      // It was suspended at this moment.
    }
  }

  @Test
  void a_user_who_moves_with_the_job_open_is_suspended_under_the_new_address() {
    join(MANY);
    suspend();

    orgtable().users().changeAddress(Crowd.member(3), EVE);

    assertThat(readings(EVE)).containsOnly(false);
    finish();
    assertThat(readings(EVE)).containsOnly(false);
  }
}
