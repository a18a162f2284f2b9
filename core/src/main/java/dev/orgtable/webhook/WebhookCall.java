package dev.orgtable.webhook;

import dev.orgtable.event.Event;
import java.util.List;

/**
 * A request to be sent.
 *
 * @param owner whose endpoint it is: the owners of an organisation see less of an event than back
 *     ends do
 * @param url where to
 * @param secrets the secrets that sign it, the newest first; two for a day after a rotation
 * @param event the event that it tells of
 */
public record WebhookCall(WebhookOwner owner, WebhookUrl url, List<String> secrets, Event event) {

  /** Copies the secrets. */
  public WebhookCall {
    secrets = List.copyOf(secrets);
  }

  /** Returns the call without its secrets and the query of its URL. */
  @Override
  public String toString() {
    return event.id() + " to " + url.withoutQuery();
  }
}
