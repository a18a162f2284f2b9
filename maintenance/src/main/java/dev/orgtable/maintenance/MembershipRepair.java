package dev.orgtable.maintenance;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.DueEntry;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Fields;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.store.InvitationStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Determines the correct state of both sides of a membership or an invitation from what they
 * contain. A right is kept if both sides prove it, and never granted: a side without its
 * counterpart is removed, and a member who has not accepted becomes an invitee. In version 0, a
 * missing user record of a member is restored from the organisation's copy, since both sides prove
 * the membership; in version 1 such a membership is an orphan of a deleted user.
 */
final class MembershipRepair {

  private static final Set<String> PROFILE =
      Set.of(
          Item.TYPE,
          "v",
          UserIdRecord.ID,
          "firstName",
          "lastName",
          "phone",
          "createdAt",
          Revisions.ATTRIBUTE);

  private final MembershipRecords pair;
  private final Instant now;

  private String what = "";
  private boolean stuck;
  private @Nullable Item user;
  private @Nullable Item side;
  private @Nullable Item member;
  private @Nullable Item invitation;

  private MembershipRepair(MembershipRecords pair, Instant now) {
    this.pair = pair;
    this.now = now;
    this.user = pair.at(pair.userKey()).orElse(null);
  }

  static MembershipRepair of(MembershipRecords pair, Instant now) {
    MembershipRepair repair = new MembershipRepair(pair, now);
    pair.unreadable()
        .ifPresentOrElse(
            key -> repair.leave("the item at " + key + " cannot be parsed; fix it first"),
            repair::decide);
    return repair;
  }

  /** Returns a description of the fix; empty if both sides are correct. */
  String what() {
    return what;
  }

  /** Returns whether a membership or an invitation remains. */
  boolean remains() {
    return side != null;
  }

  /** Returns whether an invitation remains. */
  boolean isInvitation() {
    return invitation != null;
  }

  /** Returns whether the table does not prove what is right. */
  boolean isStuck() {
    return stuck;
  }

  /** Returns the fix; empty if both sides are correct. */
  Optional<Fix> fix(String otherwise) {
    if (stuck) {
      return Optional.of(Fix.none(what));
    }
    boolean asItMustBe =
        Fix.isSame(pair.side(), side)
            && Fix.isSame(pair.member(), member)
            && Fix.isSame(pair.invitation(), invitation);
    return asItMustBe
        ? Optional.empty()
        : Optional.of(Fix.by(what.isEmpty() ? otherwise : what, transaction()));
  }

  private void decide() {
    if (pair.organisationRecord().isEmpty()) {
      remove("there is no organisation " + pair.organisation());
    } else if (pair.side().isEmpty()) {
      remove("no record on the user's side" + pair.member().map(MembershipRepair::held).orElse(""));
    } else if (says(true)) {
      membership();
    } else if (says(false)) {
      invitation();
    } else {
      leave("the user's side is neither a membership nor an invitation");
    }
    if (!stuck && losesOwner() && ownerCount() <= 1) {
      leave(pair.user() + " counts as the last owner, but nothing proves it (" + what + ")");
    }
  }

  /**
   * Returns whether the user's side is a membership or, respectively, an invitation. If it is
   * neither, the only record with the same membership id decides.
   */
  private boolean says(boolean accepted) {
    Item found = pair.side().orElseThrow();
    boolean odd =
        !UserOrganisationRecord.isAccepted(found) && !UserOrganisationRecord.isInvitation(found);
    if (!odd) {
      return UserOrganisationRecord.isAccepted(found) == accepted;
    }
    Optional<Item> one = accepted ? pair.member() : pair.invitation();
    Optional<Item> other = accepted ? pair.invitation() : pair.member();
    Optional<MembershipId> id = UserOrganisationRecord.membership(found);
    return other.isEmpty()
        && id.isPresent()
        && one.flatMap(UserOrganisationRecord::membership).equals(id)
        && (!accepted || acceptedAt(one).isPresent());
  }

  private void membership() {
    if (pair.member().isEmpty()) {
      remove("no membership on the organisation's side");
    } else if (pair.userRecord().isEmpty() && (pair.isUserEnded() || !pair.isOld())) {
      remove(
          "there is no user " + pair.user() + pair.member().map(MembershipRepair::held).orElse(""));
    } else {
      keepMembership(pair.side().orElseThrow(), pair.member().orElseThrow());
    }
  }

  private void keepMembership(Item found, Item old) {
    MembershipId id = identity(pair.member(), pair.side());
    Instant since = acceptedAt(pair.member()).or(() -> acceptedAt(pair.side())).orElseThrow();
    User source =
        pair.userRecord().map(it -> withId(it.user(), found, old)).orElseGet(() -> userOfCopy(old));
    UserOrganisationRecord userSide =
        new UserOrganisationRecord(
            pair.user(),
            Optional.of(source.id()),
            id,
            organisation(),
            Fields.time(found, "invitedAt"),
            Optional.of(since),
            Optional.empty());
    OrganisationGroupMemberRecord copy =
        new OrganisationGroupMemberRecord(
            pair.organisation(), id, copy(source, old), groups(old), since);
    side = SourceRepair.keeping(found, userSide.item());
    member =
        pair.withSuspensions(StoredFacts.normalised(SourceRepair.keeping(old, copy.item())), now);
    if (pair.userRecord().isEmpty()) {
      user = new UserRecord(source, ChildVersion.start()).item();
      what = "membership upgraded to version 1; the missing user record is restored from its copy";
    }
  }

  /** Keeps the id of the sides if the user was stored without one. */
  private User withId(User user, Item found, Item old) {
    return pair.at(pair.userKey())
        .flatMap(UserIdRecord::stored)
        .or(() -> UserIdRecord.stored(found))
        .or(() -> UserIdRecord.stored(old))
        .map(id -> new User(id, user.email(), user.profile(), user.createdAt(), user.revision()))
        .orElse(user);
  }

  private User userOfCopy(Item old) {
    User copied = UserRecord.user(pair.user(), old, "");
    UserId id = UserIdRecord.stored(old).orElseGet(() -> UserId.random(now));
    return new User(id, copied.email(), copied.profile(), copied.createdAt(), 1);
  }

  /** Keeps details that the organisation wrote itself, unless the user's profile is newer. */
  private User copy(User source, Item old) {
    boolean stale =
        Layout.isCurrent(old)
            && old.number(OrganisationGroupMemberRecord.PROFILE_REVISION).orElse(-1L)
                != source.revision();
    if (stale) {
      return source;
    }
    User copied = UserRecord.user(pair.user(), old, "");
    Instant createdAt =
        copied.createdAt().isAfter(Fields.NEVER_SET) ? copied.createdAt() : source.createdAt();
    return new User(source.id(), pair.user(), copied.profile(), createdAt, source.revision());
  }

  private void invitation() {
    if (pair.invitation().isPresent()) {
      keepInvitation(pair.invitation().get());
    } else if (pair.member().filter(OrganisationGroupMemberRecord::isSuspended).isPresent()) {
      remove("the user has not accepted, and is suspended" + held(pair.member().get()));
    } else if (pair.member().isPresent()) {
      keepInvitation(pair.member().get());
    } else {
      remove("no invitation on the organisation's side");
    }
  }

  private void keepInvitation(Item old) {
    Item found = pair.side().orElseThrow();
    Instant end =
        Stream.of(pair.invitation(), pair.side())
            .flatMap(Optional::stream)
            .filter(item -> item.number(UserOrganisationRecord.EXPIRES_AT).isPresent())
            .map(UserOrganisationRecord::expiresAt)
            .min(Instant::compareTo)
            .orElse(now.plus(InvitationStore.VALID_FOR).truncatedTo(ChronoUnit.SECONDS));
    Invitation kept =
        new Invitation(
            identity(Optional.of(old), pair.side()),
            pair.organisation(),
            pair.user(),
            groups(old),
            Fields.readable(old.text(OrganisationInvitationRecord.INVITED_BY), true, ""),
            invitedAt(old).or(() -> invitedAt(found)).orElse(Fields.NEVER_SET),
            end,
            DueEntry.of(old).delivery());
    UserOrganisationRecord userSide =
        new UserOrganisationRecord(
            pair.user(),
            Optional.empty(),
            kept.id(),
            organisation(),
            kept.invitedAt(),
            Optional.empty(),
            Optional.of(kept.expiresAt()));
    Item fresh = OrganisationInvitationRecord.item(kept);
    side = SourceRepair.keeping(found, userSide.item());
    invitation =
        pair.invitation()
            .map(it -> SourceRepair.keeping(DueEntry.without(it.change()).build(), fresh))
            .orElse(fresh);
    if (pair.invitation().isEmpty()) {
      what =
          "the user has not accepted; converted to an invitation, open until "
              + kept.expiresAt()
              + ", offering "
              + (kept.groups().isEmpty() ? "no group" : Groups.write(kept.groups()));
    }
  }

  private static Optional<Instant> invitedAt(Item item) {
    return Optional.of(Fields.time(item, "invitedAt"))
        .filter(time -> time.isAfter(Fields.NEVER_SET));
  }

  private Organisation organisation() {
    return pair.organisationRecord().orElseThrow().organisation();
  }

  private static MembershipId identity(Optional<Item> first, Optional<Item> second) {
    return first
        .flatMap(UserOrganisationRecord::membership)
        .or(() -> second.flatMap(UserOrganisationRecord::membership))
        .orElseGet(MembershipId::random);
  }

  private static Optional<Instant> acceptedAt(Optional<Item> item) {
    return item.map(found -> Fields.time(found, UserOrganisationRecord.ACCEPTED_AT))
        .filter(time -> time.isAfter(Fields.NEVER_SET));
  }

  private Set<Group> groups(Item old) {
    return Groups.read(old.strings(Groups.ATTRIBUTE)).stream()
        .filter(group -> Groups.service(group).map(pair::isThere).orElse(true))
        .collect(Collectors.toSet());
  }

  private static String held(Item member) {
    Set<String> groups = member.strings(Groups.ATTRIBUTE);
    return groups.isEmpty() ? "" : "; was in " + groups;
  }

  private boolean losesOwner() {
    return pair.organisationRecord().isPresent()
        && member == null
        && pair.member()
            .filter(Layout::isCurrent)
            .filter(OrganisationGroupMemberRecord::isActiveOwner)
            .isPresent();
  }

  private long ownerCount() {
    return pair.organisationRecord().map(OrganisationRecord::ownerCount).orElse(0L);
  }

  private void remove(String why) {
    what = "removed: " + why;
  }

  private void leave(String why) {
    what = why;
    stuck = true;
  }

  private Transaction transaction() {
    Transaction transaction = new Transaction();
    Fix.become(transaction, pair.keys().userSide(), pair.side(), side);
    Fix.become(transaction, pair.keys().member(), pair.member(), member);
    Fix.become(transaction, pair.keys().invitation(), pair.invitation(), invitation);
    if (member == null) {
      StoredFacts facts = pair.member().map(StoredFacts::of).orElse(StoredFacts.NONE);
      ExternalIdRecord.release(transaction, pair.keys().member(), facts);
    }
    sameOrganisation(transaction);
    sameUser(transaction);
    pair.services().stream()
        .sorted(Comparator.comparing(Key::rng))
        .limit(Transaction.MOST - transaction.size())
        .forEach(
            key ->
                transaction.require(
                    key,
                    pair.at(key)
                        .map(item -> Condition.same(item, Set.of(Item.TYPE)))
                        .orElseGet(Condition::absent),
                    Fix.CHANGED));
    return transaction;
  }

  private void sameOrganisation(Transaction transaction) {
    Condition same =
        pair.at(pair.organisationKey())
            .map(
                item ->
                    Condition.same(
                        item,
                        Set.of(
                            Item.TYPE,
                            "v",
                            "organisationName",
                            Revisions.ATTRIBUTE,
                            Suspension.NUMBER)))
            .orElseGet(Condition::absent);
    if (losesOwner()) {
      transaction.update(
          pair.organisationKey(),
          ChildVersion.increment().add(OrganisationRecord.OWNER_COUNT, -1),
          same.above(OrganisationRecord.OWNER_COUNT, 1),
          Fix.CHANGED);
    } else if (pair.changeCount(member, invitation)) {
      transaction.update(pair.organisationKey(), ChildVersion.increment(), same, Fix.CHANGED);
    } else {
      transaction.require(pair.organisationKey(), same, Fix.CHANGED);
    }
  }

  private void sameUser(Transaction transaction) {
    Optional<Item> found = pair.at(pair.userKey());
    if (found.isEmpty() && user != null) {
      transaction.create(user, Fix.CHANGED);
      UserRecord.from(user).ifPresent(it -> UserIdRepair.point(transaction, it.user()));
    } else {
      Condition same =
          found.map(item -> Condition.same(item, PROFILE)).orElseGet(Condition::absent);
      transaction.require(pair.userKey(), same, Fix.CHANGED);
    }
  }
}
