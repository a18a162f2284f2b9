package dev.orgtable.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long roles are used, who renews them, and which writes drop them. */
final class RolesCacheTest {

  private static final Optional<StoredRoles> ROLES =
      Optional.of(new StoredRoles(Roles.of(List.of(), List.of()), 7));

  /** Starts where the sum with a bound overflows, as {@link System#nanoTime} may. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

  private final RolesCache cache = new RolesCache(now::get);

  @Test
  void roles_are_used_less_than_five_seconds_from_the_begin_of_their_read() {
    RolesCache.Read read = cache.begin();
    now.addAndGet(RolesCache.RENEWED.toNanos() - 1);
    read.keep(ROLES);

    Optional<RolesCache.Kept> within = cache.find();
    now.addAndGet(RolesCache.LONGEST.minus(RolesCache.RENEWED).toNanos() + 1);

    assertThat(within).map(RolesCache.Kept::roles).contains(ROLES);
    assertThat(cache.find()).isEmpty();
    assertThat(cache.find()).isEmpty();
  }

  @Test
  void the_absence_of_roles_is_kept() {
    cache.begin().keep(Optional.empty());

    assertThat(cache.find()).map(RolesCache.Kept::roles).contains(Optional.empty());
  }

  @Test
  void after_four_seconds_one_caller_renews_them_while_the_others_use_them() {
    cache.begin().keep(ROLES);
    now.addAndGet(RolesCache.RENEWED.toNanos());

    Optional<RolesCache.Kept> first = cache.find();
    Optional<RolesCache.Kept> second = cache.find();
    cache.begin().keep(Optional.empty());

    assertThat(first).isEmpty();
    assertThat(second).map(RolesCache.Kept::roles).contains(ROLES);
    assertThat(cache.find()).map(RolesCache.Kept::roles).contains(Optional.empty());
  }

  @Test
  void a_caller_whose_read_is_not_kept_does_not_take_the_renewal_from_others() {
    cache.begin().keep(ROLES);
    now.addAndGet(RolesCache.RENEWED.toNanos());

    Optional<RolesCache.Kept> eventual = cache.findUnrenewed();
    cache.beginUnkept().keep(Optional.empty());

    assertThat(eventual).map(RolesCache.Kept::roles).contains(ROLES);
    assertThat(cache.find()).as("one renews").isEmpty();
    assertThat(cache.find()).map(RolesCache.Kept::roles).contains(ROLES);
  }

  @Test
  void a_write_of_the_roles_drops_what_was_read_before_it_and_what_is_being_read() {
    cache.begin().keep(ROLES);
    RolesCache.Read before = cache.begin();
    cache.wrote(List.of(new Key("user/a", "user"), Keys.roles()));
    Optional<RolesCache.Kept> dropped = cache.find();
    before.keep(ROLES);
    Optional<RolesCache.Kept> late = cache.find();

    cache.begin().keep(ROLES);
    cache.wrote(List.of(new Key("user/a", "user")));

    assertThat(dropped).isEmpty();
    assertThat(late).isEmpty();
    assertThat(cache.find()).isPresent();
  }
}
