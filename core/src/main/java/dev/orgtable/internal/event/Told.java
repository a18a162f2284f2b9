package dev.orgtable.internal.event;

import dev.orgtable.Group;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.internal.record.Groups;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a log told of each record so far: its values, and the groups of a member or an
 * invitation. What the next event says was there before it is compared with that, and the first
 * difference is kept.
 */
final class Told {

  private static final String THERE = "there";
  private static final String YES = "true";
  private static final String NONE = "none";

  /** Values that no event tells of what was just created. */
  private static final Set<String> NOT_TOLD_AT_FIRST =
      Set.of("firstName", "lastName", "createdAt", "expiresAt");

  private static final Facts NOTHING = new Facts(true);
  private static final Facts UNKNOWN = new Facts(false);

  private final Map<Key, Facts> all = new HashMap<>();

  /** The groups of which members are told no more. */
  private final Predicate<Group> ended;

  private boolean whole;

  /** The first difference, for people. */
  private @Nullable String breaks;

  /**
   * Creates what was told before the first event.
   *
   * @param whole whether a record of which nothing was told is not there
   */
  Told(boolean whole, Predicate<Group> ended) {
    this.whole = whole;
    this.ended = ended;
  }

  /** What was told of one record. */
  private static final class Facts {

    /** Whether all that was not told is absent. */
    private final boolean whole;

    private final Map<String, String> values = new HashMap<>();
    private final Map<Group, Boolean> groups = new HashMap<>();
    private @Nullable EventId last;

    Facts(boolean whole) {
      this.whole = whole;
    }

    /** Returns a value; null if it was not told. */
    @Nullable String value(String name) {
      String told = values.get(name);
      return told == null && whole && !NOT_TOLD_AT_FIRST.contains(name) ? NONE : told;
    }
  }

  /** Returns the first difference. */
  Optional<String> broken() {
    return Optional.ofNullable(breaks);
  }

  /** Returns the keys of the records in a partition that were told of and are there. */
  Set<Key> there(String partition) {
    return all.entrySet().stream()
        .filter(each -> each.getKey().id().equals(partition))
        .filter(each -> YES.equals(each.getValue().value(THERE)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether a record is not there. */
  boolean isGone(Key record) {
    return NONE.equals(facts(record).value(THERE));
  }

  /** Returns the last event about a record; null if none was told. */
  @Nullable EventId last(Key record) {
    return facts(record).last;
  }

  /** Returns how a value that a record has differs from what was told last. */
  Optional<String> differing(Key record, String name, @Nullable String present) {
    String was = facts(record).value(name);
    String is = present == null ? NONE : present;
    return was == null || was.equals(is)
        ? Optional.empty()
        : Optional.of(
            "%s, %s: the log tells %s, the record %s".formatted(of(record), name, was, is));
  }

  private static String of(Key record) {
    return record.rng().isEmpty() ? record.id() : record.rng();
  }

  private Facts facts(Key record) {
    return all.getOrDefault(record, whole ? NOTHING : UNKNOWN);
  }

  private Facts toChange(Key record) {
    return all.computeIfAbsent(record, key -> new Facts(whole));
  }

  /** A record was created. */
  void begin(Event event, Key record) {
    value(event, record, THERE, null, YES);
    Facts facts = new Facts(true);
    facts.values.put(THERE, YES);
    facts.last = event.id();
    all.put(record, facts);
  }

  /** A record was changed. */
  void stay(Event event, Key record) {
    value(event, record, THERE, YES, YES);
    toChange(record).last = event.id();
  }

  /** A record was deleted. */
  void end(Event event, Key record) {
    value(event, record, THERE, YES, null);
    forget(record);
  }

  /** A record got another key. */
  void move(Event event, Key from, Key to) {
    stay(event, from);
    Facts facts = toChange(from);
    forget(from);
    value(event, to, THERE, null, YES);
    all.put(to, facts);
  }

  /** A record is not there, whether or not it was. */
  void forget(Key record) {
    if (whole) {
      all.remove(record);
    } else {
      all.put(record, new Facts(true));
    }
  }

  /** Nothing is there any more. */
  void clear() {
    all.clear();
    whole = true;
  }

  /** A value of a record was changed, or is told. */
  void value(
      Event event, Key record, String name, @Nullable String before, @Nullable String after) {
    Facts facts = toChange(record);
    String was = facts.value(name);
    String says = before == null ? NONE : before;
    if (was != null && !was.equals(says)) {
      breaks(event, record, name, says, was);
    }
    facts.values.put(name, after == null ? NONE : after);
  }

  /** Something began, or ended. */
  void turn(Event event, Key record, String name, boolean on) {
    stay(event, record);
    value(event, record, name, on ? null : YES, on ? YES : null);
  }

  void enter(Event event, Key record, Set<Group> groups) {
    groups.forEach(group -> group(event, record, group, false, true));
  }

  void leave(Event event, Key record, Set<Group> groups) {
    groups.forEach(group -> group(event, record, group, true, false));
  }

  /** A member or an invitation ends, with all its groups. */
  void leaveAll(Event event, Key record, Set<Group> groups) {
    Set<Group> others = new HashSet<>(facts(record).groups.keySet());
    others.removeAll(groups);
    others.forEach(group -> group(event, record, group, false, false));
    leave(event, record, groups);
  }

  void group(Event event, Key record, Group group, boolean before, boolean after) {
    Facts facts = toChange(record);
    boolean isTold = facts.whole || facts.groups.containsKey(group);
    boolean was = Objects.requireNonNullElse(facts.groups.get(group), false);
    if (isTold && was != before && !ended.test(group)) {
      breaks(event, record, Groups.write(group), text(before), text(was));
    }
    facts.groups.put(group, after);
  }

  private static String text(boolean in) {
    return in ? YES : NONE;
  }

  private void breaks(Event event, Key record, String what, String says, String was) {
    if (breaks == null) {
      breaks =
          "%s, %s: the event %s (%s) says that it was %s before, earlier events say %s"
              .formatted(of(record), what, event.id(), event.typeText(), says, was);
    }
  }
}
