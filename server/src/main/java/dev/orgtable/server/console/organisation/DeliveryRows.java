package dev.orgtable.server.console.organisation;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.event.Timeline;
import dev.orgtable.server.console.event.Timeline.Line;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookOwner;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Reads what the events were that were delivered to a webhook. */
@Component
final class DeliveryRows {

  private final Orgtable orgtable;
  private final Timeline timeline;

  DeliveryRows(Orgtable orgtable, Timeline timeline) {
    this.orgtable = orgtable;
    this.timeline = timeline;
  }

  /** Returns the deliveries to a webhook in their order. Each log is read for itself. */
  List<DeliveryRow> of(WebhookOwner owner, List<WebhookDelivery> deliveries, Caller caller) {
    Map<EventLog, SortedSet<EventId>> wanted = new LinkedHashMap<>();
    deliveries.stream()
        .filter(each -> isTold(owner, each.log()))
        .forEach(
            each -> wanted.computeIfAbsent(each.log(), log -> new TreeSet<>()).add(each.event()));
    Map<EventId, Line> lines = new HashMap<>();
    Map<EventLog, String> names = new HashMap<>();
    wanted.forEach(
        (log, ids) -> {
          timeline.of(log, ids, caller).forEach(line -> lines.put(line.id(), line));
          names.put(log, owner.equals(WebhookOwner.TABLE) ? name(log) : "");
        });
    return deliveries.stream()
        .map(
            each ->
                new DeliveryRow(each, lines.get(each.event()), names.getOrDefault(each.log(), "")))
        .toList();
  }

  /** Whatever the list of deliveries says, an organisation is not shown the log of another one. */
  private static boolean isTold(WebhookOwner owner, EventLog log) {
    return !(owner instanceof WebhookOwner.OfOrganisation of)
        || log.equals(new EventLog.OfOrganisation(of.organisation()));
  }

  private String name(EventLog log) {
    return log instanceof EventLog.OfOrganisation of ? name(of.organisation()) : "";
  }

  /** Returns the name of an organisation; its id if it was deleted. */
  private String name(OrganisationId id) {
    try {
      return orgtable.organisations().get(id).name();
    } catch (OrganisationNotFound e) {
      return id.value();
    }
  }
}
