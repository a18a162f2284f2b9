package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventSettings;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.UserIdRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the event of the last change of each record is in its log, unless its retention is
 * over.
 */
final class EventCheck {

  private final Context context;

  /** Whether the table keeps events; null if nobody has decided, or the record is damaged. */
  private final @Nullable EventSettings settings;

  private EventCheck(Context context, @Nullable EventSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  static EventCheck of(Context context) {
    Optional<EventSettings> settings =
        context
            .open()
            .get(EventSettingsRecord.key(), Consistency.STRONG)
            .filter(item -> ReferenceCheck.isSound(item) && RecordTypes.check(item).isEmpty())
            .map(EventSettingsRecord::from);
    return new EventCheck(context, settings.orElse(null));
  }

  /** Checks the records among some items. */
  void check(Collection<Item> items, Consumer<Violation> reported) {
    Map<Key, List<Item>> byEvent = new HashMap<>();
    for (Item item : items) {
      if (item.value(Layout.EVENT).isPresent() && ReferenceCheck.isSound(item)) {
        Optional<EventId> id = EventRecord.last(item);
        if (id.isEmpty()) {
          reported.accept(violation(item));
        } else if (isKept(id.get())) {
          log(item)
              .map(log -> EventRecord.key(log, id.get()))
              .ifPresent(key -> byEvent.computeIfAbsent(key, each -> new ArrayList<>()).add(item));
        }
      }
    }
    Set<Key> found = context.open().getAll(byEvent.keySet(), Consistency.STRONG).keySet();
    byEvent.keySet().removeAll(found);
    byEvent.forEach(
        (event, changed) ->
            changed.stream()
                .filter(item -> isMissing(event, item))
                .map(EventCheck::violation)
                .forEach(reported));
  }

  /**
   * Returns the log with the event of a record; empty if a user has no id, as while a job deletes
   * the user.
   */
  private static Optional<EventLog> log(Item item) {
    Key key = item.key();
    if (Keys.isOfOrganisations(key)) {
      return Keys.organisationOf(key).map(EventLog.OfOrganisation::new);
    }
    if (Keys.isOfUsers(key)) {
      return UserIdRecord.stored(item).map(EventLog.OfUser::new);
    }
    return Optional.of(EventLog.TABLE);
  }

  /** Returns whether an event is there, if it was written: its retention is not over by now. */
  private boolean isKept(EventId id) {
    return settings != null && !id.time().isBefore(settings.kept(context.now()));
  }

  /**
   * Reads both again in one snapshot, since the record may have changed meanwhile, or the retention
   * may have ended.
   */
  private boolean isMissing(Key event, Item item) {
    List<Optional<Item>> now = context.open().snapshot(List.of(item.key(), event));
    return now.get(1).isEmpty()
        && EventRecord.last(item).filter(this::isKept).isPresent()
        && now.get(0)
            .filter(found -> found.text(Layout.EVENT).equals(item.text(Layout.EVENT)))
            .isPresent();
  }

  private static Violation violation(Item item) {
    return new Violation(
        Violation.Code.EVENT_MISSING,
        item.key().id(),
        item.key().rng(),
        "the log has no event " + item.text(Layout.EVENT));
  }
}
