package dev.orgtable.store;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.MembershipCache;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.role.GroupRoles;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The membership checks, from the table or, with a bound of staleness, from the cache. */
final class Checks {

  /** The name of the operation; a check that is answered from memory is none. */
  private static final String CHECK = "memberships.check";

  private final Context context;

  Checks(Context context) {
    this.context = context;
  }

  CheckResult check(Check question, Consistency consistency) {
    NeededRoles roles = NeededRoles.of(List.of(question), context.roles(), consistency);
    return context.observe(
        CHECK,
        table -> {
          Map<Key, Item> live =
              LiveRecords.getAll(table, roles.with(List.of(key(question))), consistency);
          roles.found(live);
          return answer(
              question,
              member(table, live, consistency)
                  .flatMap(OrganisationGroupMemberRecord::groups)
                  .map(groups -> new Membership(groups, roles.standFor(key(question))))
                  .orElse(null),
              roles);
        });
  }

  CheckResult check(Check question, Duration maxStaleness) {
    NeededRoles roles = strong(List.of(question));
    Optional<MembershipCache.Kept> known =
        context.memberships().find(key(question), MembershipCache.checkBound(maxStaleness));
    if (known.isPresent() && roles.groupRoles().isEmpty()) {
      tellCached(1);
      return answer(
          question,
          known.get().groups().map(groups -> new Membership(groups, GroupRoles.NONE)).orElse(null),
          roles);
    }
    List<Check> alone = List.of(question);
    return answer(question, find(alone, maxStaleness, roles, false).get(key(question)), roles);
  }

  List<CheckResult> check(List<Check> questions, Consistency consistency) {
    NeededRoles roles = NeededRoles.of(questions, context.roles(), consistency);
    Collection<Key> keys = roles.with(questions.stream().map(Checks::key).toList());
    return context.observe(
        CHECK,
        table -> {
          LiveRecords.Found found = LiveRecords.find(table, keys, consistency);
          roles.found(found);
          return answerEach(questions, members(table, found.live(), consistency, roles), roles);
        });
  }

  List<CheckResult> check(List<Check> questions, Duration maxStaleness) {
    NeededRoles roles = strong(questions);
    return answerEach(questions, find(questions, maxStaleness, roles, true), roles);
  }

  private NeededRoles strong(List<Check> questions) {
    return NeededRoles.of(questions, context.roles(), Consistency.STRONG);
  }

  /** Returns memberships, by key, from memory or from the table. */
  private Map<Key, Membership> find(
      List<Check> questions, Duration maxStaleness, NeededRoles roles, boolean skipUnreadable) {
    Duration bound = MembershipCache.checkBound(maxStaleness);
    Map<Key, Membership> members = new HashMap<>();
    Set<Key> missing = new LinkedHashSet<>();
    int known = 0;
    for (Key key : new LinkedHashSet<>(questions.stream().map(Checks::key).toList())) {
      Optional<MembershipCache.Kept> kept = find(key, roles, bound);
      if (kept.isPresent()) {
        known++;
        membership(kept.get()).ifPresent(found -> members.put(key, found));
      } else {
        missing.add(key);
      }
    }
    tellCached(known);
    if (!missing.isEmpty()) {
      context.connection().settings().listener().uncached(missing.size());
    }
    roles.readOnly(missing.stream().map(Checks::groupRoles).collect(Collectors.toSet()));
    missing.addAll(unknownServices(roles, bound));
    if (!missing.isEmpty() || roles.isToBeRead()) {
      members.putAll(readAndKeep(missing, roles, skipUnreadable));
    }
    return members;
  }

  private Optional<MembershipCache.Kept> find(Key key, NeededRoles roles, Duration bound) {
    Key standFor = groupRoles(key);
    return roles.groupRoles().contains(standFor)
        ? context.memberships().find(key, standFor, bound)
        : context.memberships().find(key, bound);
  }

  /** Returns the key of the roles that groups of the organisation of a member stand for. */
  private static Key groupRoles(Key member) {
    return new Key(member.id(), Keys.GROUP_ROLES);
  }

  private static Optional<Membership> membership(MembershipCache.Kept kept) {
    MembershipCache.Standing standing = kept.standing();
    GroupRoles standFor = standing == null ? GroupRoles.NONE : standing.roles();
    return kept.groups().map(groups -> new Membership(groups, standFor));
  }

  /** Finds services in memory, where one that exists is like a member without groups. */
  private Set<Key> unknownServices(NeededRoles roles, Duration bound) {
    Set<Key> unknown = new LinkedHashSet<>();
    for (Key service : roles.services()) {
      Optional<MembershipCache.Kept> kept = context.memberships().find(service, bound);
      kept.flatMap(MembershipCache.Kept::groups).ifPresent(none -> roles.exists(service));
      if (kept.isEmpty()) {
        unknown.add(service);
      }
    }
    return unknown;
  }

  private void tellCached(int items) {
    if (items > 0) {
      context.connection().settings().listener().cached(items);
    }
  }

  /**
   * Reads memberships and services and keeps those that only their records and the tombstones
   * decide: not members of version 0, nor what is unreadable.
   */
  private Map<Key, Membership> readAndKeep(
      Collection<Key> keys, NeededRoles roles, boolean skipUnreadable) {
    return context.observe(CHECK, table -> readAndKeep(table, keys, roles, skipUnreadable));
  }

  private Map<Key, Membership> readAndKeep(
      Table table, Collection<Key> keys, NeededRoles roles, boolean skipUnreadable) {
    Set<Key> counted = new HashSet<>(keys);
    counted.addAll(roles.groupRoles());
    MembershipCache.Read read = context.memberships().begin(counted);
    LiveRecords.Found found = LiveRecords.find(table, roles.with(keys), Consistency.STRONG);
    if (!skipUnreadable) {
      found.requireReadable();
    }
    roles.found(found);
    Map<Key, Membership> members = members(table, found.live(), Consistency.STRONG, roles);
    for (Key key : keys) {
      Item item = found.live().get(key);
      if (!found.unreadable().contains(key) && (item == null || !Version0.isOld(item))) {
        keep(read, key, members.get(key), roles, found.unreadable());
      }
    }
    return members;
  }

  private static void keep(
      MembershipCache.Read read,
      Key key,
      @Nullable Membership member,
      NeededRoles roles,
      Set<Key> unreadable) {
    Key standFor = groupRoles(key);
    if (roles.isExisting(key)) {
      read.keep(key, Optional.of(Set.of()));
    } else if (roles.groupRoles().contains(standFor) && !unreadable.contains(standFor)) {
      read.keep(
          key, Optional.ofNullable(member).map(Membership::groups), standFor, roles.standFor(key));
    } else {
      read.keep(key, Optional.ofNullable(member).map(Membership::groups));
    }
  }

  /** Returns confirmed members. Of a member's record, only the groups are read. */
  private static Map<Key, Membership> members(
      Table table, Map<Key, Item> live, Consistency consistency, NeededRoles roles) {
    Map<Key, Membership> members = new HashMap<>();
    for (Item item : Version0.members(table, List.copyOf(live.values()), consistency)) {
      OrganisationGroupMemberRecord.groups(item)
          .ifPresent(
              groups ->
                  members.put(item.key(), new Membership(groups, roles.standFor(item.key()))));
    }
    return members;
  }

  /**
   * Answers each check by the same roles, so that a permission that is unknown, or roles that
   * cannot be read, fail no check that does not depend on them.
   */
  private static List<CheckResult> answerEach(
      List<Check> questions, Map<Key, Membership> members, NeededRoles roles) {
    return questions.stream()
        .map(
            question -> {
              try {
                return answer(question, members.get(key(question)), roles);
              } catch (InvalidInput | UnreadableRecord e) {
                return new CheckResult(false, false, Set.of(), e);
              }
            })
        .toList();
  }

  /** Answers a check; there is no membership if the user is not a member. */
  private static CheckResult answer(
      Check question, @Nullable Membership member, NeededRoles roles) {
    Membership present = Objects.requireNonNullElse(member, Membership.NONE);
    Set<Group> held = present.groups();
    boolean allowed =
        question.permission().isPresent()
            ? roles.permit(present.standFor().and(held), question, question.permission().get())
            : question.group().map(held::contains).orElse(true);
    return new CheckResult(member != null, member != null && allowed, held);
  }

  /** Reads a member's record; empty if the user is not a member. */
  static Optional<Item> find(
      Reads reads, EmailAddress user, OrganisationId organisation, Consistency consistency) {
    List<Key> keys = List.of(OrganisationGroupMemberRecord.key(organisation, user));
    return member(reads, LiveRecords.getAll(reads, keys, consistency), consistency);
  }

  private static Optional<Item> member(Reads reads, Map<Key, Item> live, Consistency consistency) {
    return Version0.members(reads, List.copyOf(live.values()), consistency).stream().findFirst();
  }

  private static Key key(Check question) {
    return OrganisationGroupMemberRecord.key(question.organisation(), question.user());
  }

  /**
   * What a check knows of a member.
   *
   * @param groups the groups
   * @param standFor the roles that groups of the organisation stand for, if they are needed
   */
  private record Membership(Set<Group> groups, GroupRoles standFor) {

    static final Membership NONE = new Membership(Set.of(), GroupRoles.NONE);
  }
}
