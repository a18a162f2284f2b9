package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.Permission;
import dev.orgtable.User.Account;
import dev.orgtable.UserMembership;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.role.GroupRoles;
import dev.orgtable.role.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of tokens that an identity provider issues. They are read strongly consistently, and
 * are as old as the token when somebody relies on them.
 *
 * <p>Claims are bounded by {@link #MOST_BYTES}. What exceeds a bound is left out entirely and
 * reported as truncated, so that a part of a list is never taken for all of it. Permissions are
 * left out first; groups follow only if that is not enough.
 */
public final class Claims {

  /**
   * The maximum size in bytes, as compact JSON in UTF-8 in the form of the HTTP API. In a token,
   * this takes 5,462 characters of Base64, which leaves a third of a header of 8 KB to the other
   * claims and the signature.
   */
  public static final int MOST_BYTES = 4096;

  /** The maximum number of memberships in a list, counting those of suspended members. */
  public static final int MOST_ORGANISATIONS = 50;

  /** The records per page of a user's memberships and invitations. */
  private static final int PAGE = 100;

  private static final int MOST_PAGES = 20;

  private static final OfUser TRUNCATED = new OfUser(List.of(), true);

  private final Context context;

  /** The account that the token is for; null if only the address is known. */
  private final @Nullable Account account;

  Claims(Context context) {
    this(context, null);
  }

  private Claims(Context context, @Nullable Account account) {
    this.context = context;
    this.account = account;
  }

  /**
   * Returns the claims for the token of this account. They are refused to whom a user's address was
   * given later, as at the sign-in: see {@link AccountStore}. Each method then throws {@link
   * AccountConflict} if the user with the address has another account of the issuer, and {@link
   * InProgress} while a job moves the user who had the address to another one; a user without an
   * account of the issuer is answered for, and nothing is bound. Costs 1 read unit more, and for
   * all organisations 1 request more.
   */
  public Claims of(Account account) {
    return new Claims(context, account);
  }

  /**
   * Returns the claims about a user in one organisation, with its current name. Costs 3 read units,
   * in one request.
   *
   * @return the claims; empty unless the user is an active member
   */
  public Optional<OfOrganisation> of(EmailAddress user, OrganisationId organisation) {
    return context
        .observe("claims.ofMember", table -> read(table, user, organisation, null))
        .map(Claims::bounded);
  }

  /**
   * Returns the claims about a user in one organisation with the user's permissions; see {@link
   * #of(EmailAddress, OrganisationId)}. Costs 1 read unit more, for the roles that the groups of
   * the organisation stand for.
   *
   * @param roles the roles, such as {@link RoleStore#current}
   */
  public Optional<OfOrganisation> of(EmailAddress user, OrganisationId organisation, Roles roles) {
    return context
        .observe("claims.ofMember", table -> read(table, user, organisation, roles))
        .map(Claims::bounded);
  }

  private Optional<OfOrganisation> read(
      Table table, EmailAddress user, OrganisationId organisation, @Nullable Roles roles) {
    Key member = OrganisationGroupMemberRecord.key(organisation, user);
    Key source = OrganisationRecord.key(organisation);
    Key standFor = GroupRolesRecord.key(organisation);
    List<Key> keys = new ArrayList<>(List.of(member, source));
    if (roles != null) {
      keys.add(standFor);
    }
    if (account != null) {
      keys.add(UserRecord.key(user));
    }
    Map<Key, Item> live = LiveRecords.getAll(table, keys, Consistency.STRONG);
    if (account != null && !AccountStore.mayBe(live.get(UserRecord.key(user)), account)) {
      return Optional.empty();
    }
    if (!live.containsKey(member) || !live.containsKey(source)) {
      return Optional.empty();
    }
    Optional<Set<Group>> groups =
        Version0.members(table, List.of(live.get(member)), Consistency.STRONG).stream()
            .findFirst()
            .flatMap(OrganisationGroupMemberRecord::groups);
    return OrganisationRecord.from(live.get(source))
        .map(record -> record.organisation().name())
        .flatMap(name -> groups.map(of -> new OfOrganisation(organisation, name, of, false)))
        .map(
            claims ->
                roles == null
                    ? claims
                    : claims.with(
                        roles,
                        Optional.ofNullable(live.get(standFor))
                            .flatMap(GroupRolesRecord::from)
                            .map(GroupRolesRecord::groupRoles)
                            .orElse(GroupRoles.NONE)));
  }

  private static OfOrganisation bounded(OfOrganisation whole) {
    if (ClaimsSize.of(whole) <= MOST_BYTES) {
      return whole;
    }
    OfOrganisation groups = whole.withoutPermissions();
    return ClaimsSize.of(groups) <= MOST_BYTES
        ? groups
        : new OfOrganisation(whole.organisation(), whole.name(), Set.of(), true);
  }

  /**
   * Returns the claims about all organisations of a user, with the names that the user's side
   * stores. Sends 2 requests, and one more for each 100 memberships and invitations beyond the
   * first 100; costs 1 read unit per membership, 1 for the tombstones and about a quarter per KB of
   * the user's sides. While a job moves the user to another address, each address has the
   * memberships that are there at that moment.
   *
   * <p>Truncated if they exceed {@link #MOST_BYTES}, if the user has more than {@link
   * #MOST_ORGANISATIONS} memberships, or about 2,000 memberships and invitations or more.
   *
   * @return the claims; an empty list if there is no such user
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if a membership cannot be read
   */
  public OfUser of(EmailAddress user) {
    return boundedList(context.observe("claims.ofUser", table -> read(table, user)));
  }

  /**
   * Returns the claims about all organisations of a user with the user's permissions in each; see
   * {@link #of(EmailAddress)}. Sends 1 request more for each 99 organisations, and costs 1 read
   * unit more for each, and 1.
   *
   * @param roles the roles, such as {@link RoleStore#current}
   */
  public OfUser of(EmailAddress user, Roles roles) {
    return boundedList(context.observe("claims.ofUser", table -> read(table, user, roles)));
  }

  private OfUser read(Table table, EmailAddress user, Roles roles) {
    OfUser whole = read(table, user);
    if (whole.organisations().isEmpty()) {
      return whole;
    }
    List<OrganisationId> ids =
        whole.organisations().stream().map(OfOrganisation::organisation).toList();
    Map<OrganisationId, GroupRoles> standFor = GroupStore.roles(table, ids);
    return new OfUser(
        whole.organisations().stream()
            .map(
                each ->
                    each.with(roles, standFor.getOrDefault(each.organisation(), GroupRoles.NONE)))
            .toList(),
        whole.truncated());
  }

  private static OfUser boundedList(OfUser whole) {
    if (ClaimsSize.of(whole) <= MOST_BYTES) {
      return whole;
    }
    List<OfOrganisation> groups =
        whole.organisations().stream().map(OfOrganisation::withoutPermissions).toList();
    OfUser without = new OfUser(groups, whole.truncated());
    return ClaimsSize.of(without) <= MOST_BYTES ? without : TRUNCATED;
  }

  private OfUser read(Table table, EmailAddress user) {
    if (account != null
        && !AccountStore.mayBe(
            table.get(UserRecord.key(user), Consistency.STRONG).orElse(null), account)) {
      return new OfUser(List.of(), false);
    }
    return sides(table, user)
        .map(
            sides ->
                UserLists.memberships(table, user, sides).stream()
                    .filter(UserMembership::isActive)
                    .map(Claims::claims)
                    .toList())
        .map(claims -> new OfUser(claims, false))
        .orElse(TRUNCATED);
  }

  /** Reads the user's sides of all memberships; empty if there are too many. */
  private static Optional<List<Item>> sides(Table table, EmailAddress user) {
    List<Item> sides = new ArrayList<>();
    int pages = 0;
    for (ItemPage page : table.pages(UserLists.list(user).limit(PAGE))) {
      page.items().forEach(item -> RecordTypes.requireReadable(item.key(), item));
      page.items().stream().filter(UserOrganisationRecord::isAccepted).forEach(sides::add);
      pages++;
      if (sides.size() > MOST_ORGANISATIONS || (pages == MOST_PAGES && page.hasNext())) {
        return Optional.empty();
      }
    }
    return Optional.of(sides);
  }

  private static OfOrganisation claims(UserMembership membership) {
    return new OfOrganisation(
        membership.organisation().organisation(),
        membership.organisation().name(),
        membership.groups(),
        false);
  }

  /**
   * The claims about an active member of an organisation.
   *
   * @param organisation the organisation, the claim {@code org_id}
   * @param name the organisation's name, the claim {@code org_name}
   * @param groups the member's groups, of the organisation and of its services; all of them, or
   *     none if truncated
   * @param permissions the member's permissions in the organisation, in order; empty without roles,
   *     or if truncated. Permissions in services are not among them: ask with a check
   * @param permissionsTruncated whether only the permissions were left out because they exceed the
   *     bound. Such a member may have any permission: ask with a check
   * @param truncated whether groups and permissions were left out because they exceed the bound.
   *     Such a member may be in any group: ask with a check
   */
  public record OfOrganisation(
      OrganisationId organisation,
      String name,
      Set<Group> groups,
      Optional<List<Permission>> permissions,
      boolean permissionsTruncated,
      boolean truncated) {

    /** Copies groups and permissions. */
    public OfOrganisation {
      groups = Set.copyOf(groups);
      permissions = permissions.map(List::copyOf);
    }

    /** Creates claims without permissions. */
    public OfOrganisation(
        OrganisationId organisation, String name, Set<Group> groups, boolean truncated) {
      this(organisation, name, groups, Optional.empty(), false, truncated);
    }

    private OfOrganisation withoutPermissions() {
      return new OfOrganisation(
          organisation, name, groups, Optional.empty(), permissions.isPresent(), truncated);
    }

    private OfOrganisation with(Roles roles, GroupRoles standFor) {
      return new OfOrganisation(
          organisation,
          name,
          groups,
          Optional.of(List.copyOf(roles.permissions(standFor.and(groups)))),
          false,
          truncated);
    }
  }

  /**
   * The claims about the organisations of a user.
   *
   * @param organisations the organisations in which the user is an active member, ordered by id,
   *     with all groups of each; all of them, or none if truncated
   * @param truncated whether the list was left out because it exceeds a bound. Such a user may be a
   *     member of any organisation: ask for the claims of one, or with a check
   */
  public record OfUser(List<OfOrganisation> organisations, boolean truncated) {

    /** Copies the list. */
    public OfUser {
      organisations = List.copyOf(organisations);
    }

    /**
     * Returns whether only the permissions were left out, those of all organisations, because they
     * exceed the bound.
     */
    public boolean permissionsTruncated() {
      return organisations.stream().anyMatch(OfOrganisation::permissionsTruncated);
    }
  }
}
