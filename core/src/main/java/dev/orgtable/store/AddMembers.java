package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.MemberLimitReached;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.NewMember;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.InvitationRemoval;
import dev.orgtable.internal.OrganisationLimit;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds users as members without an invitation, all or none. */
final class AddMembers<T> implements Operation<T> {

  static final int MOST_MEMBERS = 25;
  private static final int MOST_SERVICES = 23;

  /** The most bytes of groups in one event, of the 400 KB of an item. */
  private static final int MOST_BYTES = 300_000;

  private final OrganisationId organisation;
  private final SortedMap<EmailAddress, Set<Group>> members;
  private final Set<Group> groups = new HashSet<>();
  private final Context context;
  private final Function<List<Member>, T> answer;
  private final Instant now;

  /**
   * Creates the operation.
   *
   * @param answer creates the result from the members, in order of their addresses
   */
  AddMembers(
      OrganisationId organisation,
      Map<EmailAddress, Set<Group>> members,
      Context context,
      Function<List<Member>, T> answer) {
    if (members.isEmpty() || members.size() > MOST_MEMBERS) {
      throw new InvalidInput("members", "must be 1 to " + MOST_MEMBERS);
    }
    this.organisation = organisation;
    this.members = new TreeMap<>(members);
    this.context = context;
    this.answer = answer;
    this.now = context.now();
    for (Set<Group> each : members.values()) {
      ChangeGroups.check("groups", each);
      groups.addAll(each);
    }
    ChangeGroups.checkServices("services", groups, MOST_SERVICES);
  }

  @Override
  public Decision<T> decide(Reads reads) {
    Set<Key> keys = new HashSet<>(members.keySet().stream().map(UserRecord::key).toList());
    keys.add(OrganisationRecord.key(organisation));
    Map<Key, Item> found = reads.getAll(keys, Consistency.STRONG);
    OrganisationRecord source =
        Optional.ofNullable(found.get(OrganisationRecord.key(organisation)))
            .flatMap(OrganisationRecord::from)
            .orElseThrow(() -> new OrganisationNotFound(organisation));
    List<UserRecord> users = new ArrayList<>();
    for (EmailAddress member : members.keySet()) {
      users.add(
          Optional.ofNullable(found.get(UserRecord.key(member)))
              .flatMap(UserRecord::from)
              .orElseThrow(() -> new UserNotFound(member)));
    }
    OrganisationLimit.check(reads, users, organisation);
    Transaction transaction = new Transaction();
    List<Member> joined = new ArrayList<>();
    for (UserRecord user : users) {
      Set<Group> given = members.getOrDefault(user.user().email(), Set.of());
      joined.add(join(transaction, source, user, given));
    }
    if (!source.sides().haveRoom(members.size())) {
      return full(reads, source);
    }
    source.addMembers(
        transaction,
        joined.size(),
        (int) joined.stream().filter(member -> member.groups().contains(Group.OWNER)).count());
    OrganisationServiceRecord.add(transaction, organisation, Groups.services(groups));
    emit(transaction, joined);
    return Decision.commit(transaction, answer.apply(joined))
        .ifRefused(ConflictException.class, this::endExpired);
  }

  /** Emits one event; several, if the groups of all do not fit one item. */
  private void emit(Transaction transaction, List<Member> joined) {
    if (joined.size() == 1) {
      Member member = joined.get(0);
      Details details = Details.of(member.userId(), member.user()).adding(member.groups());
      transaction.emit(Draft.of(organisation, EventType.MEMBER_ADDED, details));
      return;
    }
    List<NewMember> some = new ArrayList<>();
    int bytes = 0;
    for (Member member : joined) {
      int more = Groups.write(member.groups()).stream().mapToInt(AddMembers::bytes).sum();
      if (bytes + more > MOST_BYTES && !some.isEmpty()) {
        transaction.emit(Draft.of(organisation, EventType.MEMBERS_ADDED, Details.of(some)));
        some.clear();
        bytes = 0;
      }
      some.add(new NewMember(new Person(member.userId(), member.user()), member.groups()));
      bytes += more;
    }
    transaction.emit(Draft.of(organisation, EventType.MEMBERS_ADDED, Details.of(some)));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private boolean isExpired(Item userSide) {
    return UserOrganisationRecord.isInvitation(userSide)
        && context.isOver(UserOrganisationRecord.expiresAt(userSide));
  }

  /**
   * Deletes both sides of expired invitations, which do not prevent a membership. Stops at the
   * first side that does.
   */
  private Decision<T> endExpired(Reads reads, ConflictException conflict) {
    if (conflict.found().filter(this::isExpired).isEmpty()) {
      throw conflict;
    }
    List<Item> expired = sides(reads).stream().takeWhile(this::isExpired).toList();
    if (expired.isEmpty()) {
      throw conflict;
    }
    return ended(expired);
  }

  private Decision<T> ended(List<Item> expired) {
    Transaction transaction = new Transaction();
    InvitationRemoval.end(transaction, organisation, expired);
    return Decision.first(transaction, this);
  }

  /** Reads the users' sides that are there, in order of their addresses. */
  private List<Item> sides(Reads reads) {
    List<Key> sides =
        members.keySet().stream()
            .map(user -> UserOrganisationRecord.key(user, organisation))
            .toList();
    Map<Key, Item> found = reads.getAll(sides, Consistency.STRONG);
    return sides.stream().flatMap(side -> Optional.ofNullable(found.get(side)).stream()).toList();
  }

  /**
   * Decides about an organisation that has no room for all: removes expired invitations, those of
   * the users first, if there are enough of them.
   *
   * @throws AlreadyMember if one of the users is a member, which takes precedence
   * @throws AlreadyInvited if one of the users has an open invitation
   * @throws MemberLimitReached if there are no expired invitations
   */
  private Decision<T> full(Reads reads, OrganisationRecord source) {
    List<Item> sides = sides(reads);
    if (!sides.isEmpty() && !isExpired(sides.get(0))) {
      throw taken(Keys.userOf(sides.get(0).key()).orElseThrow(), sides.get(0));
    }
    return Room.made(
        reads,
        source,
        context,
        this,
        source.sides().missing(members.size()),
        sides.stream()
            .map(side -> MembershipKeys.of(side.key()).orElseThrow().invitation())
            .collect(Collectors.toSet()),
        () -> new MemberLimitReached(organisation, source.sides().limit().orElseThrow()));
  }

  private Member join(
      Transaction transaction, OrganisationRecord source, UserRecord user, Set<Group> into) {
    EmailAddress email = user.user().email();
    MembershipId membership = MembershipId.random();
    Item member =
        Suspension.on(
            new OrganisationGroupMemberRecord(organisation, membership, user.user(), into, now)
                .item(),
            source.suspension().number());
    Refusal taken = Refusals.occupied(found -> taken(email, found));
    transaction
        .create(
            UserOrganisationRecord.membership(user.user(), membership, source.organisation(), now)
                .item(),
            taken)
        .create(member, taken);
    user.add(transaction);
    return OrganisationGroupMemberRecord.member(member).orElseThrow();
  }

  private RuntimeException taken(EmailAddress user, Item found) {
    if (!UserOrganisationRecord.isInvitation(found)) {
      return new AlreadyMember(user, organisation);
    }
    return isExpired(found) ? new ConflictException(found) : new AlreadyInvited(user, organisation);
  }
}
