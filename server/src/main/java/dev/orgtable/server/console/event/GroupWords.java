package dev.orgtable.server.console.event;

import dev.orgtable.Group;
import dev.orgtable.ServiceId;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.server.console.group.OrganisationGroups;
import dev.orgtable.server.console.page.Quoted;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says in words which groups an event is about, by their names. A service has the name of that time
 * as far as the events tell it, otherwise its id. What people read today follows in parentheses, if
 * it is something else.
 */
final class GroupWords {

  private static final Comparator<Group> ORDER =
      Comparator.comparing((Group group) -> !group.equals(Group.OWNER))
          .thenComparing(group -> group instanceof Group.OfService of ? of.service().value() : "")
          .thenComparing(group -> group.name().value());

  private final @Nullable OrganisationGroups present;
  private final Recorded services = new Recorded();

  /**
   * Creates the words.
   *
   * @param events what tells the names of the past: the events shown and those between them
   * @param present the present groups of the organisation; null in other logs
   */
  GroupWords(List<Event> events, @Nullable OrganisationGroups present) {
    this.present = present;
    for (Event event : events) {
      ServiceId service = event.details().service();
      Changes changes = new Changes(event.details());
      if (service != null && changes.has(Changes.NAME)) {
        services.note(event.id(), service.value(), changes, Changes.NAME);
      }
    }
  }

  /** Returns groups: {@code the group staff}, or {@code the groups owner, staff}. */
  String of(EventId event, Collection<Group> groups) {
    return (groups.size() == 1 ? "the group " : "the groups ")
        + groups.stream()
            .sorted(ORDER)
            .map(group -> name(event, group))
            .collect(Collectors.joining(", "));
  }

  private String name(EventId event, Group group) {
    String name = Quoted.name(group.name().value());
    if (group instanceof Group.OfService of) {
      return name + " of the service " + service(event, of);
    }
    String label = present == null ? "" : present.field(group).label();
    return label.isEmpty() || plain(label).equals(plain(group.name().value()))
        ? name
        : name + " (now labelled " + Quoted.value(label) + ")";
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]+", " ");
  }

  private String service(EventId event, Group.OfService group) {
    String id = group.service().value();
    String then = services.at(event, id).orElse("");
    String now = present == null ? "" : present.field(group).service();
    return (then.isEmpty() ? Piece.id(id) : Quoted.name(then))
        + (now.isEmpty() || now.equals(id) || now.equals(then)
            ? ""
            : " (now named " + Quoted.value(now) + ")");
  }
}
