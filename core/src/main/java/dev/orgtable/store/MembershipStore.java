package dev.orgtable.store;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.TooManyGroups;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.MemberProfile;
import dev.orgtable.internal.MembershipCache;
import dev.orgtable.internal.NewNames;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The operations on members and their groups, and the checks of membership for a back end. */
public final class MembershipStore {

  /** The maximum number of users that one call of {@link #addMembers} adds: 25. */
  public static final int MOST_ADDED = AddMembers.MOST_MEMBERS;

  private final Context context;
  private final Checks checks;

  MembershipStore(Context context) {
    this.context = context;
    this.checks = new Checks(context);
  }

  /**
   * Returns a member, also a suspended one; to authorise, use {@link #check(Check)}. Costs 2 read
   * units in one request, for organisations of any size: one for the member, and one for the
   * tombstones of recently deleted organisations, users and services.
   *
   * @throws MemberNotFound if the user is not a member
   */
  public Member get(EmailAddress user, OrganisationId organisation) {
    return context.observe(
        "memberships.get",
        table ->
            Checks.find(table, user, organisation, Consistency.STRONG)
                .flatMap(OrganisationGroupMemberRecord::member)
                .orElseThrow(() -> new MemberNotFound(user, organisation)));
  }

  /**
   * Makes a check, strongly consistent. Costs 2 read units in one request, for organisations of any
   * size. A check by permission reads the roles as well, once in 4 to 5 seconds: {@link RoleStore}.
   * It costs 1 read unit more, for the roles that groups stand for ({@link GroupStore}), and in a
   * service another one, to read whether the service exists.
   *
   * @throws InvalidInput if no role names the permission, or there are no roles
   */
  public CheckResult check(Check question) {
    return check(question, Consistency.STRONG);
  }

  /** Makes a check, for half the read units if it is eventually consistent. */
  public CheckResult check(Check question, Consistency consistency) {
    return checks.check(question, consistency);
  }

  /**
   * Makes a check whose result may be stale, up to a bound, and so may cost nothing. A strongly
   * consistent check, as {@link #check(Check)}, is kept in memory; the next one about the same user
   * and organisation, for any group, is answered from there if it comes within the bound.
   *
   * <ul>
   *   <li>The result is that of a strongly consistent check that began less than {@code
   *       maxStaleness} before this one, measured by {@link System#nanoTime}. That holds for both
   *       results: somebody who was removed may still be a member, and somebody who was added may
   *       not be one yet.
   *   <li>A change by this {@code Orgtable}, or by anything made of it ({@link Orgtable#by}, a
   *       {@code Worker}, {@code Maintenance}), is seen by each check that begins after the
   *       operation returned or threw, whatever the bound. If it threw {@link
   *       dev.orgtable.OrgtableException.Unavailable}, DynamoDB may apply the change later: then,
   *       as for a change by another {@code Orgtable} or process, the bound holds; for roles, 5 s.
   *   <li>Results are not monotonic: a check with a bound may return an older result than an
   *       earlier check without one.
   *   <li>All results together take about 32 MB at most. The least used ones are dropped first;
   *       nothing is kept longer than 60 seconds.
   * </ul>
   *
   * <p>A result from memory is reported to {@link dev.orgtable.dynamodb.CostListener#cached}.
   *
   * @param maxStaleness 0 to 60 seconds; 0 always reads
   * @throws InvalidInput if the bound is out of range
   */
  public CheckResult check(Check question, Duration maxStaleness) {
    return checks.check(question, maxStaleness);
  }

  /**
   * Checks a bound of staleness and returns it.
   *
   * @throws InvalidInput unless it is 0 to 60 seconds
   */
  public static Duration checkMaxStaleness(Duration maxStaleness) {
    return MembershipCache.checkBound(maxStaleness);
  }

  /**
   * Makes many checks, up to 99 in the first request and up to 100 in each following one. An
   * unreadable record counts as no membership, so that it does not fail the other checks. Nor does
   * a permission that no role names, or one where the roles cannot be read: see {@link
   * CheckResult#refusal}. All checks are answered by the same roles.
   *
   * @return the results in the order of the checks
   */
  public List<CheckResult> check(List<Check> questions, Consistency consistency) {
    return checks.check(questions, consistency);
  }

  /**
   * Makes many checks whose results may be stale, each as {@link #check(Check, Duration)}. Those
   * that are not in memory are read together, as {@link #check(List, Consistency)} does.
   *
   * @param maxStaleness 0 to 60 seconds; 0 always reads
   * @return the results in the order of the checks
   * @throws InvalidInput if the bound is out of range
   */
  public List<CheckResult> check(List<Check> questions, Duration maxStaleness) {
    return checks.check(questions, maxStaleness);
  }

  /**
   * Returns a page of an organisation's members.
   *
   * @throws OrganisationNotFound if the page is empty, since an organisation has a member
   */
  public Page<Member> list(OrganisationId organisation, PageRequest page) {
    return list(organisation, Optional.empty(), page);
  }

  /**
   * Returns the members of a page who are in a group. The limit counts all members, so that a page
   * may be empty and still not be the last one.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Page<Member> list(OrganisationId organisation, Group group, PageRequest page) {
    return list(organisation, Optional.of(group), page);
  }

  private Page<Member> list(OrganisationId organisation, Optional<Group> group, PageRequest page) {
    return context.observe(
        "memberships.list",
        table ->
            CursorPages.ofOrganisation(
                table,
                "members " + group.map(Groups::write).orElse(""),
                organisation,
                Keys.MEMBERS,
                page,
                items ->
                    Version0.members(table, items, Consistency.STRONG).stream()
                        .flatMap(item -> OrganisationGroupMemberRecord.member(item).stream())
                        .filter(member -> group.map(member.groups()::contains).orElse(true))
                        .toList()));
  }

  /** Adds one user as a member without an invitation; see {@link #addMembers}. */
  public Member addMember(EmailAddress user, OrganisationId organisation, Set<Group> groups) {
    return addMembers(
        "memberships.addMember", organisation, Map.of(user, groups), joined -> joined.get(0));
  }

  /**
   * Adds users as members without invitations, all or none, for example in an import.
   *
   * @param members 1 to 25 users with their groups, which are of at most 23 services in total
   * @return the members, in order of their addresses
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws UserNotFound if one is not a user
   * @throws ServiceNotFound if a group is of a service that the organisation does not have
   * @throws AlreadyMember if one is already a member
   * @throws AlreadyInvited if one has an open invitation
   * @throws MemberLimitReached if there is no room for all of them
   * @throws OrganisationLimitReached if one may be in no further organisation
   * @throws TooLarge if the names of groups are so long that their event does not fit the
   *     transaction
   */
  public List<Member> addMembers(
      OrganisationId organisation, Map<EmailAddress, Set<Group>> members) {
    return addMembers("memberships.addMembers", organisation, members, joined -> joined);
  }

  private <T> T addMembers(
      String name,
      OrganisationId organisation,
      Map<EmailAddress, Set<Group>> members,
      Function<List<Member>, T> answer) {
    return context.run(name, new AddMembers<>(organisation, members, context, answer));
  }

  /**
   * Checks that members can be added to a group and returns it.
   *
   * @throws InvalidInput if its name is not allowed for new groups; see {@code GroupName}
   */
  public static Group checkGiven(Group group) {
    NewNames.check(group);
    return group;
  }

  /**
   * Adds a member to groups of the organisation and of its services. For groups of the organisation
   * other than {@code owner}, costs 4 write units and no read, 1 if the table keeps no events. They
   * need no record ({@link GroupStore}).
   *
   * @param groups at most 100, of at most 96 services; if empty, nothing changes
   * @throws MemberNotFound if the user is not a member
   * @throws ServiceNotFound if a group is of a service that the organisation does not have
   * @throws TooManyGroups if the member would be in more than 100
   */
  public void addToGroups(EmailAddress user, OrganisationId organisation, Set<Group> groups) {
    changeGroups("memberships.addToGroups", user, organisation, groups, Set.of());
  }

  /**
   * Removes a member from groups of the organisation and of its services, ignoring groups that the
   * member is not in. Costs 4 write units if {@code owner} is not among them, 1 if the table keeps
   * no events.
   *
   * @throws MemberNotFound if the user is not a member
   * @throws LastOwner if no owner would remain
   */
  public void removeFromGroups(EmailAddress user, OrganisationId organisation, Set<Group> groups) {
    changeGroups("memberships.removeFromGroups", user, organisation, Set.of(), groups);
  }

  /**
   * Adds a member to groups and removes it from others, in one transaction.
   *
   * @param add the groups to add, at most 100, of at most 96 services
   * @param remove the groups to remove, any number; those that the member is not in are ignored
   * @throws MemberNotFound if the user is not a member
   * @throws ServiceNotFound if a group to add is of a service that the organisation does not have
   * @throws TooManyGroups if the member would be in more than 100
   * @throws LastOwner if no owner would remain
   * @throws InvalidInput if a group is both to add and to remove
   */
  public void changeGroups(
      EmailAddress user, OrganisationId organisation, Set<Group> add, Set<Group> remove) {
    changeGroups("memberships.changeGroups", user, organisation, add, remove);
  }

  private void changeGroups(
      String name,
      EmailAddress user,
      OrganisationId organisation,
      Set<Group> add,
      Set<Group> remove) {
    context.run(name, new ChangeGroups(user, organisation, add, remove));
  }

  /**
   * Changes the organisation's copy of a member's profile. It is overwritten by the next change of
   * the user's own profile. Costs 2 read units and 4 write units.
   *
   * @throws MemberNotFound if the user is not a member
   */
  public void updateDetails(EmailAddress user, OrganisationId organisation, Profile profile) {
    context.run(
        "memberships.updateDetails",
        reads -> MemberProfile.change(reads, user, organisation, profile));
  }

  /**
   * Removes a member with all groups, both sides in one transaction.
   *
   * @throws MemberNotFound if the user is not a member
   * @throws LastOwner if no owner would remain
   */
  public void remove(EmailAddress user, OrganisationId organisation) {
    remove("memberships.remove", user, organisation);
  }

  private void remove(String name, EmailAddress user, OrganisationId organisation) {
    context.run(name, reads -> new ChangeOwnership(organisation).remove(reads, user));
  }

  /**
   * Removes a member at the member's own request; the same as {@link #remove}.
   *
   * @throws MemberNotFound if the user is not a member
   * @throws LastOwner if no owner would remain
   */
  public void leave(EmailAddress user, OrganisationId organisation) {
    remove("memberships.leave", user, organisation);
  }

  /**
   * Suspends a member: every strongly consistent check says that the user is not a member, until
   * {@link #reactivate}; one with a bound of staleness of another {@code Orgtable}, within its
   * bound. The membership and its groups stay, {@link #get} and {@link #list} show it, and its
   * groups can be changed. Nothing happens if the member is suspended already. Costs 4 write units,
   * 10 for an owner.
   *
   * @throws MemberNotFound if the user is not a member
   * @throws LastOwner if no active owner would remain
   */
  public void suspend(EmailAddress user, OrganisationId organisation) {
    context.run(
        "memberships.suspend",
        reads -> new ChangeSuspension(user, organisation).suspend(context.now()));
  }

  /**
   * Ends the suspension of a member, who has all groups again, those of services that were deleted
   * meanwhile excepted. Does nothing if the member is active. Costs 4 write units; an owner, 12.
   *
   * @throws MemberNotFound if the user is not a member
   */
  public void reactivate(EmailAddress user, OrganisationId organisation) {
    context.run(
        "memberships.reactivate", reads -> new ChangeSuspension(user, organisation).reactivate());
  }

  /**
   * Transfers ownership from one member to another, in one transaction.
   *
   * @param from an active owner, who remains a member
   * @param to another member, who may already be an owner
   * @throws MemberNotFound if one is not a member
   * @throws NotOwner if {@code from} is not an active owner
   * @throws MemberSuspended if {@code to} is suspended
   * @throws TooManyGroups if {@code to} would be in more than 100 groups
   * @throws InvalidInput if both are the same user
   */
  public void transferOwnership(OrganisationId organisation, EmailAddress from, EmailAddress to) {
    if (from.equals(to)) {
      throw new InvalidInput("to", "must be another member");
    }
    context.run(
        "memberships.transferOwnership",
        reads -> new ChangeOwnership(organisation).transfer(from, to));
  }
}
