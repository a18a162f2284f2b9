package dev.orgtable.webhook;

import dev.orgtable.Text;
import dev.orgtable.event.EventType;
import java.util.Set;

/**
 * What can be changed of an endpoint.
 *
 * @param url where the requests are sent to
 * @param description what the endpoint is for; may be empty
 * @param types the kinds of events that it is told of; empty for all, also those of later versions
 */
public record WebhookDetails(WebhookUrl url, String description, Set<EventType> types) {

  /**
   * Checks the description, and copies the types.
   *
   * @throws dev.orgtable.InvalidInput if the description breaks a rule of {@link Text#optional}
   */
  public WebhookDetails {
    description = Text.optional("description", description);
    types = Set.copyOf(types);
  }

  /** Returns these details with another URL. */
  public WebhookDetails withUrl(WebhookUrl other) {
    return new WebhookDetails(other, description, types);
  }

  /** Returns these details with another description. */
  public WebhookDetails withDescription(String other) {
    return new WebhookDetails(url, other, types);
  }

  /** Returns these details with other types. */
  public WebhookDetails withTypes(Set<EventType> other) {
    return new WebhookDetails(url, description, other);
  }
}
