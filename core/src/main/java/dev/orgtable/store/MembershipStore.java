package dev.orgtable.store;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.TooManyGroups;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.LiveRecords;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.internal.record.Version0;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The operations on members and their groups, and the checks that a back end makes before it lets
 * someone in.
 */
public final class MembershipStore {

  private final Context context;

  MembershipStore(Context context) {
    this.context = context;
  }

  /**
   * Returns a member. 2 read units in one request, whatever the size of the organisation: one for
   * the member, one for whether the organisation, the user or a service was deleted a moment ago.
   *
   * @throws MemberNotFound if the user is not a member
   */
  public Member get(UserId user, OrganisationId organisation) {
    return find(context.open(), user, organisation, Consistency.STRONG)
        .flatMap(OrganisationGroupMemberRecord::member)
        .orElseThrow(() -> new MemberNotFound(user, organisation));
  }

  /**
   * Answers a question, strongly consistent. 2 read units in one request, whatever the size of the
   * organisation.
   */
  public CheckResult check(Check question) {
    return check(question, Consistency.STRONG);
  }

  /**
   * Answers a question. 2 read units if strongly, 1 if eventually consistent, whatever the size of
   * the organisation.
   */
  public CheckResult check(Check question, Consistency consistency) {
    return answer(
        question, find(context.open(), question.user(), question.organisation(), consistency));
  }

  /**
   * Answers many questions, 99 members in the first request and 100 in each further one. Whose
   * record cannot be read is answered as no member, so that it does not hide the others.
   *
   * @return the answers in the order of the questions
   */
  public List<CheckResult> check(List<Check> questions, Consistency consistency) {
    Table table = context.open();
    List<Key> keys =
        questions.stream().map(asked -> key(asked.user(), asked.organisation())).toList();
    List<Item> found = List.copyOf(LiveRecords.getReadable(table, keys, consistency).values());
    Map<Key, Item> members = new HashMap<>();
    Version0.members(table, found, consistency).forEach(item -> members.put(item.key(), item));
    List<CheckResult> answers = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Optional<Item> item = Optional.ofNullable(members.get(keys.get(i)));
      answers.add(answer(questions.get(i), item));
    }
    return answers;
  }

  /** Of a member's record, a check reads the groups alone. */
  private static CheckResult answer(Check question, Optional<Item> member) {
    Optional<Set<Group>> groups = member.flatMap(OrganisationGroupMemberRecord::groups);
    if (groups.isEmpty()) {
      return new CheckResult(false, false, Set.of());
    }
    Set<Group> held = groups.get();
    return new CheckResult(true, question.group().map(held::contains).orElse(true), held);
  }

  private static Optional<Item> find(
      Table table, UserId user, OrganisationId organisation, Consistency consistency) {
    List<Item> found =
        List.copyOf(
            LiveRecords.getAll(table, List.of(key(user, organisation)), consistency).values());
    return Version0.members(table, found, consistency).stream().findFirst();
  }

  private static Key key(UserId user, OrganisationId organisation) {
    return OrganisationGroupMemberRecord.key(organisation, user);
  }

  /**
   * Returns a page of an organisation's members.
   *
   * @throws OrganisationNotFound if the page is empty: an organisation has at least one member
   */
  public Page<Member> list(OrganisationId organisation, PageRequest page) {
    return list(organisation, Optional.empty(), page);
  }

  /**
   * Returns those members of a page who are in a group. The limit counts all members, so that a
   * page of a small group may be empty and still have a next one.
   *
   * @throws OrganisationNotFound if there is no such organisation
   */
  public Page<Member> list(OrganisationId organisation, Group group, PageRequest page) {
    return list(organisation, Optional.of(group), page);
  }

  private Page<Member> list(OrganisationId organisation, Optional<Group> group, PageRequest page) {
    Table table = context.open();
    return CursorPages.ofOrganisation(
        table,
        "members " + group.map(Groups::write).orElse(""),
        organisation,
        Keys.MEMBERS,
        page,
        items ->
            Version0.members(table, items, Consistency.STRONG).stream()
                .flatMap(item -> OrganisationGroupMemberRecord.member(item).stream())
                .filter(member -> group.map(member.groups()::contains).orElse(true))
                .toList());
  }

  /** Makes one user a member without an invitation; see {@link #addMembers}. */
  public Member addMember(UserId user, OrganisationId organisation, Set<Group> groups) {
    return addMembers(organisation, Map.of(user, groups), joined -> joined.get(0));
  }

  /**
   * Makes users members without an invitation, all or none, as an import does.
   *
   * @param members 1 to 25 users with their groups, of at most 24 services together
   * @return the members, in order of their addresses
   * @throws OrganisationNotFound if there is no such organisation
   * @throws UserNotFound if one is no user
   * @throws ServiceNotFound if a group is of a service that the organisation does not have
   * @throws AlreadyMember if one is a member
   * @throws AlreadyInvited if one has an invitation
   */
  public List<Member> addMembers(OrganisationId organisation, Map<UserId, Set<Group>> members) {
    return addMembers(organisation, members, joined -> joined);
  }

  private <T> T addMembers(
      OrganisationId organisation,
      Map<UserId, Set<Group>> members,
      Function<List<Member>, T> answer) {
    return context.run(new AddMembers<>(organisation, members, context, answer));
  }

  /**
   * Returns a group that members can be put into.
   *
   * @throws InvalidInput if its name is one that no new group may have; see {@link
   *     dev.orgtable.GroupName}
   */
  public static Group checkGiven(Group group) {
    NewNames.check(group);
    return group;
  }

  /**
   * Puts a member into groups of the organisation and of its services. 1 write unit for groups of
   * the organisation alone; other than {@code owner}, without a read.
   *
   * @param groups at most 100, of at most 97 services; none at all changes nothing
   * @throws MemberNotFound if the user is not a member
   * @throws ServiceNotFound if a group is of a service that the organisation does not have
   * @throws TooManyGroups if the member would be in more than 100
   */
  public void addToGroups(UserId user, OrganisationId organisation, Set<Group> groups) {
    changeGroups(user, organisation, groups, Set.of());
  }

  /**
   * Takes a member out of groups of the organisation and of its services; out of groups that the
   * member is not in, too. 1 write unit if {@code owner} is not among them.
   *
   * @throws MemberNotFound if the user is not a member
   * @throws LastOwner if {@code owner} is among them and no owner would remain
   */
  public void removeFromGroups(UserId user, OrganisationId organisation, Set<Group> groups) {
    changeGroups(user, organisation, Set.of(), groups);
  }

  /**
   * Puts a member into groups and takes it out of others, at once.
   *
   * @param add at most 100, of at most 97 services
   * @param remove any number, those that the member is not in, too
   * @throws MemberNotFound if the user is not a member
   * @throws ServiceNotFound if a group to add is of a service that the organisation does not have
   * @throws TooManyGroups if the member would be in more than 100
   * @throws LastOwner if no owner would remain
   * @throws InvalidInput if a group is both to add and to remove
   */
  public void changeGroups(
      UserId user, OrganisationId organisation, Set<Group> add, Set<Group> remove) {
    context.run(new ChangeGroups(user, organisation, add, remove));
  }

  /**
   * Writes the names and the phone by which the organisation knows a member. They stand until the
   * user's own profile changes next. 1 read unit and 1 write unit.
   *
   * @throws MemberNotFound if the user is not a member
   */
  public void updateDetails(UserId user, OrganisationId organisation, Profile profile) {
    context.run(reads -> Decision.commit(details(reads, user, organisation, profile)));
  }

  /** A profile that a job has still to write here was written before the details, and is older. */
  private static Transaction details(
      Reads reads, UserId user, OrganisationId organisation, Profile profile) {
    Optional<Long> written =
        reads
            .get(UserRecord.key(user), Consistency.STRONG)
            .flatMap(UserRecord::from)
            .map(record -> record.user().revision());
    Change change = UserRecord.profile(new Change(), profile);
    Condition condition = Conditions.live();
    if (written.isPresent()) {
      String revision = OrganisationGroupMemberRecord.PROFILE_REVISION;
      change = change.set(revision, written.get());
      condition = condition.absentOrBelow(revision, written.get() + 1);
    }
    return new Transaction()
        .update(
            key(user, organisation),
            change,
            condition,
            Refusals.missing(() -> new MemberNotFound(user, organisation)))
        .repeatable();
  }

  /**
   * Removes a member, with all groups, on both sides.
   *
   * @throws MemberNotFound if the user is not a member
   * @throws LastOwner if no owner would remain
   */
  public void remove(UserId user, OrganisationId organisation) {
    context.run(reads -> new ChangeOwnership(organisation).remove(user));
  }

  /**
   * Lets a member leave by itself: the same as {@link #remove}.
   *
   * @throws MemberNotFound if the user is not a member
   * @throws LastOwner if no owner would remain
   */
  public void leave(UserId user, OrganisationId organisation) {
    remove(user, organisation);
  }

  /**
   * Passes ownership from one member to another, at once: at no moment both own the organisation
   * for it, or neither.
   *
   * @param from an owner, who stays a member
   * @param to another member; may be an owner already
   * @throws MemberNotFound if one is not a member
   * @throws NotOwner if {@code from} is not an owner
   * @throws TooManyGroups if {@code to} would be in more than 100 groups
   * @throws InvalidInput if both are the same
   */
  public void transferOwnership(OrganisationId organisation, UserId from, UserId to) {
    if (from.equals(to)) {
      throw new InvalidInput("to", "must be another member");
    }
    context.run(reads -> new ChangeOwnership(organisation).transfer(from, to));
  }
}
