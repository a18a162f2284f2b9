package dev.orgtable.store;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
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
import java.util.Optional;
import java.util.Set;

/** The membership checks, from the table or, with a bound of staleness, from the cache. */
final class Checks {

  /** The name of the operation; a check that is answered from memory is none. */
  private static final String CHECK = "memberships.check";

  private final Context context;

  Checks(Context context) {
    this.context = context;
  }

  CheckResult check(Check question, Consistency consistency) {
    NeededRoles roles = NeededRoles.of(question, context.roles());
    return context.observe(
        CHECK,
        table -> {
          Map<Key, Item> live =
              LiveRecords.getAll(table, roles.with(List.of(key(question))), consistency);
          roles.found(live);
          return answer(
              question,
              member(table, live, consistency).flatMap(OrganisationGroupMemberRecord::groups),
              roles);
        });
  }

  CheckResult check(Check question, Duration maxStaleness) {
    NeededRoles roles = NeededRoles.of(question, context.roles());
    Optional<MembershipCache.Kept> known =
        context.memberships().find(key(question), MembershipCache.checkBound(maxStaleness));
    if (known.isPresent() && !roles.isToBeRead()) {
      tellCached(1);
      return answer(question, known.get().groups(), roles);
    }
    return check(List.of(question), maxStaleness, roles, false).get(0);
  }

  List<CheckResult> check(List<Check> questions, Consistency consistency) {
    NeededRoles roles = NeededRoles.of(questions, context.roles());
    Collection<Key> keys = roles.with(questions.stream().map(Checks::key).toList());
    return context.observe(
        CHECK,
        table -> {
          LiveRecords.Found found = LiveRecords.find(table, keys, consistency);
          roles.found(found);
          return answer(questions, groups(table, found.live(), consistency), roles);
        });
  }

  List<CheckResult> check(List<Check> questions, Duration maxStaleness) {
    return check(questions, maxStaleness, NeededRoles.of(questions, context.roles()), true);
  }

  private List<CheckResult> check(
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
    if (!missing.isEmpty() || roles.isToBeRead()) {
      members.putAll(readAndKeep(missing, roles, skipUnreadable));
    }
    return answer(questions, members, roles);
  }

  private void tellCached(int items) {
    if (items > 0) {
      context.connection().settings().listener().cached(items);
    }
  }

  /**
   * Reads memberships and keeps those that only the member's record and the tombstones decide: not
   * those of version 0, nor unreadable ones.
   */
  private Map<Key, Set<Group>> readAndKeep(
      Collection<Key> keys, NeededRoles roles, boolean skipUnreadable) {
    if (!keys.isEmpty()) {
      context.connection().settings().listener().uncached(keys.size());
    }
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
        read.keep(key, Optional.ofNullable(members.get(key)));
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

  private static List<CheckResult> answer(
      List<Check> questions, Map<Key, Set<Group>> members, NeededRoles roles) {
    return questions.stream()
        .map(question -> answer(question, Optional.ofNullable(members.get(key(question))), roles))
        .toList();
  }

  private static CheckResult answer(
      Check question, Optional<Set<Group>> groups, NeededRoles roles) {
    Set<Group> held = groups.orElse(Set.of());
    boolean allowed =
        question.permission().isPresent()
            ? roles.permit(held, question.permission().get())
            : question.group().map(held::contains).orElse(true);
    return new CheckResult(groups.isPresent(), groups.isPresent() && allowed, held);
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
