package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrgtableException;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The contract of the verifier while others write: no false findings. */
final class VerifierUnderWritersContract extends TableContract {

  private static final int LOOKS = 40;

  @Test
  void nothing_false_is_told_while_others_write() throws Exception {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    Orgtable orgtable = orgtable();
    List<Runnable> writers =
        List.of(
            () -> orgtable.memberships().transferOwnership(ACME, ANN, BOB),
            () -> orgtable.memberships().transferOwnership(ACME, BOB, ANN),
            () -> orgtable.memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER, READERS)),
            () -> orgtable.memberships().removeFromGroups(ANN, ACME, Set.of(Group.OWNER, READERS)),
            () -> orgtable.memberships().addMember(CAT, ACME, Set.of(Group.OWNER)),
            () -> orgtable.memberships().remove(CAT, ACME),
            () -> orgtable.invitations().invite(DAN, ACME, Set.of(STAFF)),
            () -> orgtable.invitations().accept(DAN, ACME),
            () -> orgtable.memberships().remove(DAN, ACME),
            () -> orgtable.organisations().rename(ACME, "One"),
            () -> orgtable.organisations().rename(ACME, "Two"),
            () -> replace(orgtable, CAT, "One"),
            () -> replace(orgtable, CAT, "Two"),
            () -> orgtable.services().delete(ACME, BILLING),
            () -> service(ACME, BILLING));
    user(CAT);
    user(DAN);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);

    List<Future<?>> running = new ArrayList<>();
    List<Object> told = new ArrayList<>();
    try {
      for (int thread = 0; thread < 3; thread++) {
        int first = thread;
        running.add(threads.submit(() -> write(writers, first, done)));
      }
      for (int look = 0; look < LOOKS; look++) {
        told.addAll(violations());
      }
    } finally {
      done.set(true);
      threads.shutdown();
    }

    for (Future<?> each : running) {
      assertThat(each.get(1, TimeUnit.MINUTES)).isNull();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void owners_who_come_and_go_between_two_reads_are_counted_at_one_moment() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    DynamoDbClient client = client();
    for (int read = 1; read <= 5; read++) {
      boolean joins = read % 2 == 1;
      client = afterNth(read, GetItemResponse.class, client, () -> bobOwns(joins));
    }

    List<Violation> told = violations(client);

    assertThat(told).isEmpty();
  }

  @Test
  void a_group_of_a_service_that_came_meanwhile_is_no_fault() {
    user(ANN);
    organisation(ACME, ANN);
    String member = "organisationGroupMember/ann@example.com";
    oddPhone(member, " ");
    DynamoDbClient client =
        afterNth(
            1,
            ScanResponse.class,
            client(),
            () -> {
              service(ACME, BILLING);
              orgtable().memberships().addToGroups(ANN, ACME, Set.of(READERS));
            });

    List<Violation> told = violations(client);

    assertThat(told).extracting(Violation::code).containsExactly(Violation.Code.ODD_VALUE);
    oddPhone(member, "1");
  }

  private void bobOwns(boolean joins) {
    if (joins) {
      orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER));
    } else {
      orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(Group.OWNER));
    }
  }

  private void oddPhone(String member, String phone) {
    Map<String, AttributeValue> item = new HashMap<>(item("organisation/acme", member));
    item.put("phone", AttributeValue.fromS(phone));
    put(item);
  }

  private List<Violation> violations(DynamoDbClient client) {
    List<Violation> told = new ArrayList<>();
    Maintenance.of(on(client)).verifier().verify(told::add);
    return told;
  }

  private static DynamoDbClient afterNth(
      int nth, Class<?> answer, DynamoDbClient client, Runnable meanwhile) {
    AtomicInteger count = new AtomicInteger();
    return MeanwhileClient.after(
        client, given -> answer.isInstance(given) && count.incrementAndGet() == nth, meanwhile);
  }

  private static void replace(Orgtable orgtable, EmailAddress user, String name) {
    orgtable.users().put(User.of(user, new Profile(name, "", ""), CREATED));
  }

  /** Runs the writes in turn; every thread starts at another one and has another stride. */
  private static void write(List<Runnable> writers, int first, AtomicBoolean done) {
    int step = List.of(1, 4, 7).get(first);
    for (int i = first; !done.get(); i += step) {
      try {
        writers.get(Math.floorMod(i, writers.size())).run();
      } catch (OrgtableException refused) {
        assertThat(refused).isNotInstanceOf(OrgtableException.Unavailable.class);
      }
    }
  }
}
