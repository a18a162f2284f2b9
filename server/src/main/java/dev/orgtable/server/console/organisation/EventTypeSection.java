package dev.orgtable.server.console.organisation;

import dev.orgtable.event.EventType;
import dev.orgtable.webhook.WebhookOwner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of events about one subject, to choose from.
 *
 * @param title the subject
 * @param types the types, such as {@code member.added}
 */
record EventTypeSection(String title, List<String> types) {

  /** The subjects of the log of an organisation, by the first word of the types. */
  private static final Map<String, String> OF_ORGANISATION =
      Map.of(
          "organisation", "Organisation",
          "service", "Services",
          "group", "Groups",
          "member", "Members",
          "members", "Members",
          "ownership", "Members",
          "invitation", "Invitations",
          "webhook", "Webhooks");

  /** The subject of what concerns neither an organisation nor a user. */
  private static final String TABLE = "Table";

  /**
   * Returns the types that an endpoint of an owner can be told of, and those that it is told of.
   */
  static List<EventTypeSection> of(WebhookOwner owner, Set<String> present) {
    boolean all = owner.equals(WebhookOwner.TABLE);
    Map<String, List<String>> sections = new LinkedHashMap<>();
    for (EventType type : EventType.values()) {
      String word = type.text().replaceFirst("\\..*", "");
      String title = OF_ORGANISATION.getOrDefault(word, word.equals("user") ? "Users" : TABLE);
      boolean offered = all || OF_ORGANISATION.containsKey(word) || present.contains(type.text());
      if (offered && type != EventType.OTHER && type != EventType.WEBHOOK_TEST) {
        sections.computeIfAbsent(title, none -> new ArrayList<>()).add(type.text());
      }
    }
    return sections.entrySet().stream()
        .map(each -> new EventTypeSection(each.getKey(), List.copyOf(each.getValue())))
        .toList();
  }
}
