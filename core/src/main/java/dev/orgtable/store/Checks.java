package dev.orgtable.store;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.MembershipCache;
import dev.orgtable.internal.record.LiveRecords;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.Version0;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
                  .orElse(null),
              roles);
        });
  }

  CheckResult check(Check question, Duration maxStaleness) {
    NeededRoles roles = strong(List.of(question));
    Optional<MembershipCache.Kept> known =
        context.memberships().find(key(question), MembershipCache.checkBound(maxStaleness));
    if (known.isPresent() && !roles.isToBeRead() && roles.services().isEmpty()) {
      tellCached(1);
      return answer(question, known.get().groups().orElse(null), roles);
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
          return answerEach(questions, groups(table, found.live(), consistency), roles);
        });
  }

  List<CheckResult> check(List<Check> questions, Duration maxStaleness) {
    NeededRoles roles = strong(questions);
    return answerEach(questions, find(questions, maxStaleness, roles, true), roles);
  }

  private NeededRoles strong(List<Check> questions) {
    return NeededRoles.of(questions, context.roles(), Consistency.STRONG);
  }

  /** Returns the groups of members, by key, from memory or from the table. */
  private Map<Key, Set<Group>> find(
      List<Check> questions, Duration maxStaleness, NeededRoles roles, boolean skipUnreadable) {
    Duration bound = MembershipCache.checkBound(maxStaleness);
    Map<Key, Set<Group>> members = new HashMap<>();
    Set<Key> missing = new LinkedHashSet<>();
    int known = 0;
    for (Key key : new LinkedHashSet<>(questions.stream().map(Checks::key).toList())) {
      Optional<MembershipCache.Kept> kept = context.memberships().find(key, bound);
      if (kept.isPresent()) {
        known++;
        kept.get().groups().ifPresent(groups -> members.put(key, groups));
      } else {
        missing.add(key);
      }
    }
    tellCached(known);
    if (!missing.isEmpty()) {
      context.connection().settings().listener().uncached(missing.size());
    }
    missing.addAll(unknownServices(roles, bound));
    if (!missing.isEmpty() || roles.isToBeRead()) {
      members.putAll(readAndKeep(missing, roles, skipUnreadable));
    }
    return members;
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
  private Map<Key, Set<Group>> readAndKeep(
      Collection<Key> keys, NeededRoles roles, boolean skipUnreadable) {
    return context.observe(CHECK, table -> readAndKeep(table, keys, roles, skipUnreadable));
  }

  private Map<Key, Set<Group>> readAndKeep(
      Table table, Collection<Key> keys, NeededRoles roles, boolean skipUnreadable) {
    MembershipCache.Read read = context.memberships().begin(keys);
    LiveRecords.Found found = LiveRecords.find(table, roles.with(keys), Consistency.STRONG);
    if (!skipUnreadable) {
      found.requireReadable();
    }
    roles.found(found);
    Map<Key, Set<Group>> members = groups(table, found.live(), Consistency.STRONG);
    for (Key key : keys) {
      Item item = found.live().get(key);
      if (!found.unreadable().contains(key) && (item == null || !Version0.isOld(item))) {
        read.keep(
            key,
            roles.isExisting(key) ? Optional.of(Set.of()) : Optional.ofNullable(members.get(key)));
      }
    }
    return members;
  }

  /** Returns the groups of confirmed members. Of a member's record, only the groups are read. */
  private static Map<Key, Set<Group>> groups(
      Table table, Map<Key, Item> live, Consistency consistency) {
    Map<Key, Set<Group>> members = new HashMap<>();
    for (Item item : Version0.members(table, List.copyOf(live.values()), consistency)) {
      OrganisationGroupMemberRecord.groups(item)
          .ifPresent(groups -> members.put(item.key(), groups));
    }
    return members;
  }

  /** Answers each check by the same roles, so that an unknown permission fails no other check. */
  private static List<CheckResult> answerEach(
      List<Check> questions, Map<Key, Set<Group>> members, NeededRoles roles) {
    return questions.stream()
        .map(
            question -> {
              try {
                return answer(question, members.get(key(question)), roles);
              } catch (InvalidInput e) {
                return new CheckResult(false, false, Set.of(), e.rule());
              }
            })
        .toList();
  }

  /** Answers a check; there are no groups if the user is not a member. */
  private static CheckResult answer(
      Check question, @Nullable Set<Group> groups, NeededRoles roles) {
    Set<Group> held = Objects.requireNonNullElse(groups, Set.of());
    boolean allowed =
        question.permission().isPresent()
            ? roles.permit(held, question, question.permission().get())
            : question.group().map(held::contains).orElse(true);
    return new CheckResult(groups != null, groups != null && allowed, held);
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
}
