package dev.orgtable.store;

import dev.orgtable.Check;
import dev.orgtable.Group;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.RolesCache;
import dev.orgtable.internal.record.LiveRecords;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The roles for a number of checks: none if no check is for a permission, otherwise those in
 * memory, or those that are read in the same request as the memberships.
 */
final class NeededRoles {

  private static final NeededRoles NONE = new NeededRoles(null, null);

  private final RolesCache.@Nullable Read read;
  private @Nullable Roles roles;

  private NeededRoles(RolesCache.@Nullable Read read, @Nullable Roles roles) {
    this.read = read;
    this.roles = roles;
  }

  /** Returns the roles for a check. Call this before the membership is read. */
  static NeededRoles of(Check question, RolesCache cache) {
    return question.permission().isPresent() ? of(cache) : NONE;
  }

  /** Returns the roles for checks. Call this before the memberships are read. */
  static NeededRoles of(Collection<Check> questions, RolesCache cache) {
    return questions.stream().anyMatch(question -> question.permission().isPresent())
        ? of(cache)
        : NONE;
  }

  private static NeededRoles of(RolesCache cache) {
    return cache
        .find()
        .map(kept -> new NeededRoles(null, roles(kept.roles())))
        .orElseGet(() -> new NeededRoles(cache.begin(), null));
  }

  private static @Nullable Roles roles(Optional<StoredRoles> stored) {
    return stored.map(StoredRoles::roles).orElse(null);
  }

  /** Returns whether they are not in memory. */
  boolean isToBeRead() {
    return read != null;
  }

  /** Returns the keys to read: those of memberships, and that of the roles if it is to be read. */
  Collection<Key> with(Collection<Key> memberships) {
    if (read == null) {
      return memberships;
    }
    List<Key> all = new ArrayList<>(memberships);
    all.add(RolesRecord.key());
    return all;
  }

  /**
   * Takes the roles from what was read by {@link #with}.
   *
   * @throws UnreadableRecord if this version cannot read them
   */
  void found(LiveRecords.Found found) {
    if (read != null && found.unreadable().contains(RolesRecord.key())) {
      throw new UnreadableRecord(RolesRecord.key().id(), RolesRecord.key().rng());
    }
    found(found.live());
  }

  /** Takes the roles from readable items, and removes them from there. */
  void found(Map<Key, Item> items) {
    if (read != null) {
      Optional<StoredRoles> found =
          Optional.ofNullable(items.remove(RolesRecord.key())).flatMap(RolesRecord::from);
      read.keep(found);
      roles = roles(found);
    }
  }

  /**
   * Returns whether a member of these groups has the permission.
   *
   * @throws dev.orgtable.InvalidInput if there are no roles, or none names the permission
   */
  boolean permit(Set<Group> groups, Check.Needed needed) {
    return present().permit(groups, needed);
  }

  private Roles present() {
    if (roles == null) {
      throw RoleStore.none();
    }
    return roles;
  }
}
