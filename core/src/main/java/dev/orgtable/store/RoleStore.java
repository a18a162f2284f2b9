package dev.orgtable.store;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.Outcome;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.NewNames;
import dev.orgtable.internal.RolesCache;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  private static final String OWNER = Roles.ORGANISATION + "." + Group.OWNER.name();

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

  /**
   * Checks a role whose permissions or inclusions a document lists, and returns it. Two empty lists
   * for {@code owner} are refused, since without any, it has every permission: emptying its list
   * must not give it more.
   *
   * @param place the place in the document, such as {@code organisation.owner}
   * @throws InvalidInput if it is {@code owner} of organisations and its lists are empty
   */
  public static Role checkListed(String place, Role role) {
    if (place.equals(OWNER) && role.permissions().isEmpty() && role.includes().isEmpty()) {
      throw new InvalidInput(
          place,
          "must not have empty lists only: omit permissions and includes if it is to have every"
              + " permission");
    }
    return role;
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
   * Stores roles on a precondition, in place of the present ones, also of damaged ones that cannot
   * be read. Groups that members are in stay, also those that the roles do not list. Writes nothing
   * if the roles are the same. Costs 1 read unit for each 4 KB of the present roles, and 1 write
   * unit for each KB of the new ones.
   *
   * @param expected the precondition, so that nobody overwrites a change that they have not seen
   * @throws Stale if the precondition fails
   * @throws UnreadableRecord if a newer version of this library has stored the present roles
   * @throws InvalidInput if a group could not be given to anybody: see {@link GroupName}
   */
  public Outcome<StoredRoles> put(Roles roles, Expected expected) {
    checkNew(roles);
    return context.run(
        "roles.put",
        reads -> {
          Optional<Item> present = present(reads, expected);
          if (present.isEmpty()) {
            StoredRoles first = new StoredRoles(roles, Revisions.first());
            return Decision.commit(
                put(first, Condition.absent()).emit(changed(null, first)), Outcome.created(first));
          }
          Item stored = present.get();
          Optional<StoredRoles> found = RolesRecord.parse(stored);
          if (found.isPresent() && found.get().roles().equals(roles)) {
            return Decision.unchanged(Outcome.unchanged(found.get()));
          }
          StoredRoles next = new StoredRoles(roles, RolesRecord.revision(stored) + 1);
          return Decision.commit(
              put(next, same(stored)).emit(changed(found.orElse(null), next)),
              Outcome.updated(next));
        });
  }

  private static Transaction put(StoredRoles next, Condition condition) {
    return new Transaction().put(RolesRecord.item(next), condition, Refusals.changed());
  }

  /**
   * Returns the event of a change.
   *
   * @param before the roles before it; null if there were none that can be read
   * @param after the roles after it; null if there are none
   */
  private static Draft changed(@Nullable StoredRoles before, @Nullable StoredRoles after) {
    Map<String, Role> old = byPlace(before);
    Map<String, Role> now = byPlace(after);
    Set<String> places = new TreeSet<>(old.keySet());
    places.addAll(now.keySet());
    places.removeIf(place -> Objects.equals(old.get(place), now.get(place)));
    return Draft.of(
        EventType.ROLES_CHANGED,
        Details.NONE
            .changing("revision", revision(before), revision(after))
            .changing("roles", null, places.isEmpty() ? null : String.join(" ", places)));
  }

  private static @Nullable String revision(@Nullable StoredRoles roles) {
    return roles == null ? null : Long.toString(roles.revision());
  }

  private static Map<String, Role> byPlace(@Nullable StoredRoles stored) {
    Map<String, Role> roles = new TreeMap<>();
    if (stored != null) {
      stored.roles().organisation().forEach(put(roles, Roles.ORGANISATION));
      stored.roles().service().forEach(put(roles, Roles.SERVICE));
    }
    return roles;
  }

  private static Consumer<Role> put(Map<String, Role> roles, String level) {
    return role -> roles.put(level + "." + role.name(), role);
  }

  /** A record that is not valid may have been damaged without a new revision. */
  private static Condition same(Item stored) {
    return RolesRecord.parse(stored).isPresent()
        ? Conditions.live().equal(Revisions.ATTRIBUTE, RolesRecord.revision(stored))
        : Conditions.unchanged(stored);
  }

  /**
   * Reads the present record, which need not be valid, and evaluates a precondition.
   *
   * @throws UnreadableRecord if it is not of the current version
   */
  private static Optional<Item> present(Reads reads, Expected expected) {
    Optional<Item> present = reads.getAny(RolesRecord.key(), Consistency.STRONG);
    if (!present.map(RolesRecord::isCurrent).orElse(true)) {
      throw Layout.unreadable(RolesRecord.key());
    }
    OptionalLong revision =
        present
            .map(stored -> OptionalLong.of(RolesRecord.revision(stored)))
            .orElse(OptionalLong.empty());
    if (!expected.admits(revision)) {
      throw new Stale(STALE);
    }
    return present;
  }

  /**
   * Removes the roles on a precondition: checks by permission are refused from then on, and groups
   * with any name can be given again. Groups that members are in stay. Nothing happens if there are
   * no roles. Damaged ones are removed as well. Costs 1 read unit for each 4 KB, and 2 write units
   * for each KB.
   *
   * @throws Stale if the precondition fails
   * @throws UnreadableRecord if a newer version of this library has stored the present roles
   */
  public void remove(Expected expected) {
    context.run(
        "roles.remove",
        reads -> {
          Optional<Item> present = present(reads, expected);
          return present.isEmpty()
              ? Decision.unchanged(false)
              : Decision.commit(
                  new Transaction()
                      .delete(RolesRecord.key(), same(present.get()), Refusals.changed())
                      .emit(changed(RolesRecord.parse(present.get()).orElse(null), null)),
                  true);
        });
  }
}
