package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.DyingClient;
import dev.orgtable.contracts.DyingClient.Died;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.contracts.Share;
import dev.orgtable.contracts.TableState;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.maintenance.Upgrade;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of an upgrade that is stopped, repeated or run while others write. */
@Tag("slow")
final class UpgradeRunsContract extends GoTableContract {

  private static final int ORGANISATIONS = 40;

  /** The record of the settings of events. */
  private static final int SETTINGS = 1;

  private void reset() {
    for (Map<String, AttributeValue> item : items()) {
      Map<String, AttributeValue> key = new HashMap<>(item);
      key.keySet().retainAll(Set.of("id", "rng"));
      client().deleteItem(request -> request.tableName(tableName).key(key));
    }
    GoTable.items().forEach(this::put);
  }

  private TableState state() {
    return TableState.of(items(), List.of());
  }

  @Test
  void a_run_stopped_after_any_step_is_gone_on_with_by_the_next() {
    long steps = Maintenance.of(orgtable()).upgrade().apply(step -> {}).steps();
    TableState right = state();

    for (int stop = 1; stop <= steps; stop += Share.step(3)) {
      reset();
      AtomicInteger left = new AtomicInteger(stop);
      Upgrade upgrade = Maintenance.of(orgtable()).upgrade();
      int last = stop;
      assertThatThrownBy(
              () ->
                  upgrade.apply(
                      step -> {
                        if (left.decrementAndGet() == 0) {
                          throw new Died(last);
                        }
                      }))
          .isInstanceOf(Died.class);
      assertThat(rights()).isEqualTo(PROVEN);

      long rest = Maintenance.of(orgtable()).upgrade().apply(step -> {}).steps();

      assertThat(rest).isEqualTo(steps - stop);
      assertThat(state()).isEqualTo(right);
    }
  }

  @Test
  void a_run_cut_at_any_request_is_gone_on_with_by_the_next() {
    Maintenance.of(orgtable()).upgrade().apply(step -> {});
    TableState right = state();
    boolean cut = true;

    for (int call = 1; cut; call++) {
      for (boolean applied : new boolean[] {false, true}) {
        if (!Share.includes(2, call, applied ? 1 : 0)) {
          continue;
        }
        reset();
        cut = isCut(Maintenance.of(on(DyingClient.at(call, applied, client()))).upgrade());
        assertThat(rights()).as("cut at call %s", call).isEqualTo(PROVEN);

        Maintenance.of(orgtable()).upgrade().apply(step -> {});

        assertThat(state()).as("cut at call %s", call).isEqualTo(right);
      }
    }
    assertThat(violations()).isEmpty();
  }

  private static boolean isCut(Upgrade upgrade) {
    try {
      upgrade.apply(step -> {});
      return false;
    } catch (Died cut) {
      return true;
    }
  }

  @Test
  void a_change_between_the_read_and_the_write_of_a_step_is_not_lost() {
    Map<String, AttributeValue> changed = copy("user/ann@example.com", "user");
    changed.put("phone", AttributeValue.fromS("999"));
    AtomicBoolean once = new AtomicBoolean();

    Maintenance.of(
            meanwhile(
                () -> {
                  if (once.compareAndSet(false, true)) {
                    put(changed);
                    damage(ACME_KEY, MEMBER + "ann@example.com");
                  }
                }))
        .upgrade()
        .apply(step -> {});

    assertThat(orgtable().users().get(ANN).profile().phone()).isEqualTo("999");
    assertThat(orgtable().memberships().get(ANN, GO_ACME).groups()).containsExactly(Group.OWNER);
    assertThat(violations()).isEmpty();
  }

  private void damage(String id, String rng) {
    Map<String, AttributeValue> member = copy(id, rng);
    member.put("groups", AttributeValue.fromSs(List.of("organisationGroup/owner")));
    put(member);
  }

  @Test
  void several_upgrades_at_once_end_as_one_does() {
    Maintenance.of(orgtable()).upgrade().apply(step -> {});
    TableState right = state();
    reset();

    List<AtOnce.Outcome<Long>> outcomes =
        AtOnce.call(4, () -> Maintenance.of(orgtable()).upgrade().apply(step -> {}).left());

    assertThat(AtOnce.answers(outcomes)).containsExactly(0L, 0L, 0L, 0L);
    assertThat(state()).isEqualTo(right);
  }

  @Test
  void segments_upgraded_at_once_end_as_one_after_the_other() {
    for (int i = 0; i < ORGANISATIONS; i++) {
      manyMore(i);
    }
    AtomicLong read = new AtomicLong();

    Summary summary = Maintenance.of(orgtable()).upgrade().apply(8, step -> {}, read::addAndGet);

    assertThat(summary)
        .isEqualTo(new Summary(17 * (ORGANISATIONS + 1) + SETTINGS, 13 * (ORGANISATIONS + 1), 0));
    assertThat(read.get()).isGreaterThanOrEqualTo((14 + 17) * (ORGANISATIONS + 1));
    assertThat(violations()).isEmpty();
    assertThat(rights()).isEqualTo(PROVEN);
  }

  @Test
  void others_may_write_meanwhile_and_nothing_is_wrong_at_the_end() throws Exception {
    for (int i = 0; i < ORGANISATIONS; i++) {
      manyMore(i);
    }
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<Integer>> writers = new ArrayList<>();
    try {
      for (int thread = 0; thread < 3; thread++) {
        int first = thread;
        writers.add(threads.submit(() -> write(first, done)));
      }

      Maintenance.of(orgtable()).upgrade().apply(step -> {});
    } finally {
      done.set(true);
      threads.shutdown();
    }

    for (Future<Integer> writer : writers) {
      assertThat(writer.get(1, TimeUnit.MINUTES)).isPositive();
    }
    Maintenance.of(orgtable()).upgrade().apply(step -> {});
    assertThat(violations()).isEmpty();
    assertThat(items()).allMatch(item -> VERSION_1.equals(item.get("v")));
  }

  /** Puts a copy of the fixture under other names. */
  private void manyMore(int number) {
    for (Map<String, AttributeValue> item : GoTable.items()) {
      Map<String, AttributeValue> copy = new HashMap<>();
      item.forEach((name, value) -> copy.put(name, renamed(value, number)));
      put(copy);
    }
  }

  private static AttributeValue renamed(AttributeValue value, int number) {
    if (value.hasSs()) {
      return AttributeValue.fromSs(value.ss().stream().map(text -> renamed(text, number)).toList());
    }
    return value.s() == null ? value : AttributeValue.fromS(renamed(value.s(), number));
  }

  private static String renamed(String text, int number) {
    return text.replace("@example.com", number + "@example.com")
        .replace(GO_ACME.value(), acme(number))
        .replace(GO_BETA.value(), "beta-" + number);
  }

  private static String acme(int number) {
    return "acme-" + number;
  }

  /** Processes the organisations and returns the number of writes that were not refused. */
  private int write(int first, AtomicBoolean done) {
    int written = 0;
    for (int i = first; !done.get(); i++) {
      int number = i % ORGANISATIONS;
      OrganisationId organisation = OrganisationId.of(acme(number));
      EmailAddress guest = EmailAddress.of("guest" + i % 7 + "@example.com");
      EmailAddress ann = EmailAddress.of("ann" + number + "@example.com");
      EmailAddress cat = EmailAddress.of("cat" + number + "@example.com");
      List<Runnable> writes =
          List.of(
              () -> orgtable().users().put(User.of(guest, profile(guest), CREATED)),
              () -> orgtable().users().put(User.of(ann, new Profile("A" + guest, "", ""), CREATED)),
              () -> orgtable().invitations().invite(guest, organisation, Set.of(STAFF)),
              () -> orgtable().invitations().accept(guest, organisation),
              () -> orgtable().memberships().addToGroups(cat, organisation, Set.of(Group.OWNER)),
              () -> orgtable().memberships().transferOwnership(organisation, cat, ann),
              () -> orgtable().memberships().remove(cat, organisation),
              () -> orgtable().services().delete(organisation, GO_BILLING),
              () -> orgtable().users().delete(guest));
      for (Runnable each : writes) {
        written += done(each) ? 1 : 0;
      }
    }
    return written;
  }

  private static boolean done(Runnable write) {
    try {
      write.run();
      return true;
    } catch (UpgradeRequired notYet) {
      return false;
    } catch (OrgtableException refused) {
      assertThat(refused).isNotInstanceOf(OrgtableException.Unavailable.class);
      return false;
    }
  }
}
