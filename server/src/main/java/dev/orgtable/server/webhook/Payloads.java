package dev.orgtable.server.webhook;

import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.server.event.EventBody;
import dev.orgtable.server.event.EventExample;
import dev.orgtable.server.event.Logs;
import dev.orgtable.webhook.WebhookOwner;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of requests. */
@Component
public final class Payloads {

  private final JsonMapper json;

  Payloads(JsonMapper json) {
    this.json = json;
  }

  /**
   * Returns the body of a request, as text of JSON. Owners of organisations are sent what they may
   * read.
   */
  String of(WebhookOwner owner, Event event) {
    return of(owner instanceof WebhookOwner.OfOrganisation ? Logs.shown(event) : event);
  }

  private String of(Event event) {
    return json.writeValueAsString(
        new WebhookMessageBody(event.typeText(), event.time(), EventBody.of(event)));
  }

  /** Returns an example of a body, as text of JSON. */
  public String example(EventType type) {
    return of(EventExample.of(type));
  }

  /**
   * The body of a request to an endpoint, as Standard Webhooks says.
   *
   * @param type the kind of change
   * @param timestamp when the change was made
   * @param data the event, as in the log
   */
  public record WebhookMessageBody(String type, Instant timestamp, EventBody data) {}
}
