package dev.orgtable.store;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Outcome;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.RolesCache;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The roles of the application: one document for the whole table, which may have none.
 *
 * <p>Checks by permission ({@link dev.orgtable.Check#permitted}) and {@link #current} use the roles
 * that this process has read less than 5 seconds ago. A change by another process is visible within
 * that time, one by this {@code Orgtable} at once. What does not need the roles never reads them. A
 * check reads them in its own request: 1 read unit more for each 4 KB, 1 if there are none.
 */
public final class RoleStore {

  private static final String STALE = "the role document";

  private final Context context;

  RoleStore(Context context) {
    this.context = context;
  }

  /**
   * Returns the roles, strongly consistent. Costs 1 read unit for each 4 KB; 1 if there are none.
   */
  public Optional<StoredRoles> get() {
    return read("roles.get");
  }

  private Optional<StoredRoles> read(String name) {
    RolesCache.Read read = context.roles().begin();
    Optional<StoredRoles> found = context.observe(name, RoleStore::find);
    read.keep(found);
    return found;
  }

  /**
   * Returns the roles as of at most 5 seconds ago. Costs what {@link #get} costs, once in 4 to 5
   * seconds for all callers of this {@code Orgtable}, and otherwise nothing.
   */
  public Optional<Roles> current() {
    return context
        .roles()
        .find()
        .map(RolesCache.Kept::roles)
        .orElseGet(() -> read("roles.current"))
        .map(StoredRoles::roles);
  }

  private static Optional<StoredRoles> find(Reads reads) {
    return reads.get(RolesRecord.key(), Consistency.STRONG).flatMap(RolesRecord::from);
  }

  /** Returns the refusal of a permission in a table without roles. */
  public static InvalidInput none() {
    return new InvalidInput(
        "permission", "cannot be checked: this table has no roles (orgtable roles apply)");
  }

  /**
   * Checks roles to be stored and returns them.
   *
   * @throws InvalidInput if a group could not be given to anybody: see {@link GroupName}
   */
  public static Roles checkNew(Roles roles) {
    check(Roles.ORGANISATION, roles.organisation(), Group.OfOrganisation::new);
    check(Roles.SERVICE, roles.service(), name -> new Group.OfService(ServiceId.of("any"), name));
    return roles;
  }

  private static void check(String level, List<Role> roles, Function<GroupName, Group> group) {
    for (Role role : roles) {
      try {
        NewNames.check(group.apply(role.name()));
      } catch (InvalidInput e) {
        throw e.as(level + "." + role.name());
      }
    }
  }

  /**
   * Stores roles on a precondition, in place of the present ones. Groups that members are in stay,
   * also those that the roles do not list. Writes nothing if the roles are the same. Costs 1 read
   * unit for each 4 KB of the present roles, and 1 write unit for each KB of the new ones.
   *
   * @param expected the precondition, so that nobody overwrites a change that they have not seen
   * @throws Stale if the precondition fails
   * @throws InvalidInput if a group could not be given to anybody: see {@link GroupName}
   */
  public Outcome<StoredRoles> put(Roles roles, Expected expected) {
    checkNew(roles);
    return context.run(
        "roles.put",
        reads -> {
          Optional<StoredRoles> present = find(reads);
          require(expected, present);
          if (present.isEmpty()) {
            StoredRoles first = new StoredRoles(roles, Revisions.first());
            return Decision.commit(put(first, Condition.absent()), Outcome.created(first));
          }
          StoredRoles stored = present.get();
          if (stored.roles().equals(roles)) {
            return Decision.unchanged(Outcome.unchanged(stored));
          }
          StoredRoles next = new StoredRoles(roles, stored.revision() + 1);
          return Decision.commit(put(next, same(stored)), Outcome.updated(next));
        });
  }

  private static Transaction put(StoredRoles next, Condition condition) {
    return new Transaction().put(RolesRecord.item(next), condition, Refusals.changed());
  }

  private static Condition same(StoredRoles stored) {
    return Conditions.live().equal(RolesRecord.REVISION, stored.revision());
  }

  private static void require(Expected expected, Optional<StoredRoles> present) {
    OptionalLong revision =
        present.map(stored -> OptionalLong.of(stored.revision())).orElse(OptionalLong.empty());
    if (!expected.admits(revision)) {
      throw new Stale(STALE);
    }
  }

  /**
   * Removes the roles on a precondition: checks by permission are refused from then on, and groups
   * with any name can be given again. Groups that members are in stay. Nothing happens if there are
   * no roles. Costs 1 read unit for each 4 KB, and 2 write units for each KB.
   *
   * @throws Stale if the precondition fails
   */
  public void remove(Expected expected) {
    context.run(
        "roles.remove",
        reads -> {
          Optional<StoredRoles> present = find(reads);
          require(expected, present);
          return present.isEmpty()
              ? Decision.unchanged(false)
              : Decision.commit(
                  new Transaction()
                      .delete(RolesRecord.key(), same(present.get()), Refusals.changed()),
                  true);
        });
  }
}
