package dev.orgtable.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.record.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which memberships are cached, for how long, and which writes invalidate them. */
final class MembershipCacheTest {

  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final Key BOB = member("bob");
  private static final Key TOMBSTONES = Keys.tombstones(7);
  private static final Optional<Set<Group>> STAFF = Optional.of(Set.of(Group.of("staff")));

  /** So many groups that the memory is full with fewer than 2,000 memberships. */
  private static final Optional<Set<Group>> MANY =
      Optional.of(Set.copyOf(IntStream.range(0, 100).mapToObj(i -> Group.of("g" + i)).toList()));

  /** Starts where the sum with a bound overflows, as {@link System#nanoTime} may. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

  private final MembershipCache cache = new MembershipCache(now::get);

  private static List<Key> others(int number) {
    return IntStream.range(0, number).mapToObj(i -> member("m" + i)).toList();
  }

  private static Key member(String name) {
    return Keys.organisationGroupMember(
        OrganisationId.of("acme"), EmailAddress.of(name + "@example.com"));
  }

  private void keep(Key member) {
    cache.begin(List.of(member)).keep(member, STAFF);
  }

  private boolean has(Key member) {
    return cache.find(member, BOUND).isPresent();
  }

  @Test
  void a_membership_is_found_until_the_bound_counted_from_the_begin_of_its_read() {
    MembershipCache.Read read = cache.begin(List.of(BOB));
    now.addAndGet(BOUND.toNanos() - 1);
    read.keep(BOB, STAFF);

    boolean within = has(BOB);
    now.incrementAndGet();

    assertThat(within).isTrue();
    assertThat(has(BOB)).isFalse();
    assertThat(cache.find(BOB, BOUND.plusNanos(1)).orElseThrow().groups()).isEqualTo(STAFF);
    assertThat(cache.find(BOB, Duration.ZERO)).isEmpty();
  }

  @Test
  void the_absence_of_a_member_is_cached() {
    cache.begin(List.of(BOB)).keep(BOB, Optional.empty());

    assertThat(cache.find(BOB, BOUND).orElseThrow().groups()).isEmpty();
  }

  @Test
  void a_write_of_the_member_or_of_the_tombstones_invalidates_what_was_read_before() {
    keep(BOB);
    cache.wrote(List.of(Keys.organisation(OrganisationId.of("acme")), BOB));
    boolean afterMember = has(BOB);
    keep(BOB);
    cache.wrote(List.of(TOMBSTONES));

    assertThat(afterMember).isFalse();
    assertThat(has(BOB)).isFalse();
  }

  @Test
  void a_write_during_a_read_invalidates_what_it_read() {
    MembershipCache.Read read = cache.begin(List.of(BOB));
    cache.wrote(List.of(BOB));
    read.keep(BOB, STAFF);

    assertThat(has(BOB)).isFalse();
  }

  @Test
  void writes_of_others_leave_nearly_all_of_what_is_kept() {
    List<Key> all = others(1000);
    all.forEach(this::keep);

    cache.wrote(List.of(member("stranger"), Keys.user(EmailAddress.of("bob@example.com"))));

    assertThat(all.stream().filter(this::has).count()).isGreaterThan(990);
  }

  @Test
  void the_memory_is_bounded() {
    List<Key> all = others(3000);

    all.forEach(key -> cache.begin(List.of(key)).keep(key, MANY));
    cache.cleanUp();

    assertThat(all.stream().filter(this::has).count())
        .isBetween(1000L, MembershipCache.MOST_BYTES / (100 * 200));
  }

  @Test
  void a_membership_in_use_stays_when_others_need_its_room() {
    keep(BOB);

    for (Key other : others(3000)) {
      cache.begin(List.of(other)).keep(other, MANY);
      assertThat(has(BOB)).isTrue();
    }

    cache.cleanUp();
    assertThat(others(3000).stream().filter(this::has).count()).isLessThan(2000);
  }
}
