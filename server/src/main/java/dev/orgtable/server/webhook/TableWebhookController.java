package dev.orgtable.server.webhook;

import dev.orgtable.PageRequest;
import dev.orgtable.server.web.MergePatch;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Reply;
import dev.orgtable.server.webhook.DeliveryBody.ReplayBody;
import dev.orgtable.server.webhook.DeliveryBody.ReplayedBody;
import dev.orgtable.server.webhook.WebhookBody.NewWebhookBody;
import dev.orgtable.server.webhook.WebhookBody.WebhookAnswerBody;
import dev.orgtable.server.webhook.WebhookBody.WebhooksBody;
import dev.orgtable.server.webhook.WebhookRequestBody.WebhookChangesBody;
import dev.orgtable.webhook.WebhookOwner;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints of the table. */
@RestController
final class TableWebhookController {

  private static final String WEBHOOKS = "/v1/webhooks";
  private static final String WEBHOOK = WEBHOOKS + "/{webhook}";

  private final WebhookOperations webhooks;

  TableWebhookController(WebhookOperations webhooks) {
    this.webhooks = webhooks;
  }

  @Operation(summary = "List the webhooks of the table")
  @GetMapping(WEBHOOKS)
  WebhooksBody listTableWebhooks() {
    return webhooks.list(WebhookOwner.TABLE);
  }

  @Operation(
      summary = "Create a webhook of the table",
      description =
          "It is told of the events in all logs. The response has the secret that verifies its"
              + " requests, which is shown this once; so an `Idempotency-Key` is refused. The first"
              + " webhook of a table is told of what happens from a minute later on.")
  @PostMapping(WEBHOOKS)
  ResponseEntity<NewWebhookBody> createTableWebhook(
      @RequestBody WebhookRequestBody body, HttpServletRequest request) {
    NewWebhookBody created = webhooks.create(WebhookOwner.TABLE, body, request);
    URI location = URI.create(WEBHOOKS + "/" + created.webhook().id());
    return Reply.created(location, null, created).unstored();
  }

  @Operation(summary = "Get a webhook of the table")
  @GetMapping(WEBHOOK)
  WebhookBody getTableWebhook(@PathVariable String webhook) {
    return webhooks.get(WebhookOwner.TABLE, webhook);
  }

  @Operation(
      summary = "Change, disable or enable a webhook of the table",
      description =
          "All of it is one change, with an event of the details and one of `enabled`. A webhook that"
              + " is enabled gets the events from then on.")
  @MergePatch
  @PatchMapping(WEBHOOK)
  WebhookBody changeTableWebhook(
      @PathVariable String webhook, @RequestBody WebhookChangesBody body) {
    return webhooks.change(WebhookOwner.TABLE, webhook, body);
  }

  @Operation(
      summary = "Delete a webhook of the table",
      description = "Events that wait for it are not sent any more.")
  @DeleteMapping(WEBHOOK)
  ResponseEntity<Void> deleteTableWebhook(@PathVariable String webhook) {
    webhooks.delete(WebhookOwner.TABLE, webhook);
    return ResponseEntity.noContent().build();
  }

  @Operation(
      summary = "Replace the secret of a webhook of the table",
      description =
          "The response has the new secret, which is shown this once, so an `Idempotency-Key` is"
              + " refused. Requests are signed with both for 24 hours.")
  @PostMapping(WEBHOOK + "/rotate")
  ResponseEntity<NewWebhookBody> rotateTableWebhook(
      @PathVariable String webhook, HttpServletRequest request) {
    return Reply.done(null, webhooks.rotate(WebhookOwner.TABLE, webhook, request)).unstored();
  }

  @Operation(
      summary = "Send a test event to a webhook of the table",
      description =
          "Sends `webhook.test` at once, past the events that wait, and returns the answer. It is"
              + " not in the list of deliveries. An `Idempotency-Key` is refused.")
  @PostMapping(WEBHOOK + "/test")
  WebhookAnswerBody testTableWebhook(@PathVariable String webhook, HttpServletRequest request) {
    return webhooks.test(WebhookOwner.TABLE, webhook, request);
  }

  @Operation(
      summary = "List the deliveries to a webhook of the table, the latest events first",
      description =
          "Those of the last 30 days, and those that failed at least once and wait. An event that"
              + " waits with 0 `attempts` could not be sent by the server, as `failure` says: that"
              + " is no failure of the receiver.")
  @GetMapping(WEBHOOK + "/deliveries")
  PageBody<DeliveryBody> listTableWebhookDeliveries(
      @PathVariable String webhook, PageRequest page) {
    return webhooks.deliveries(WebhookOwner.TABLE, webhook, page);
  }

  @Operation(
      summary = "Deliver events again that a webhook of the table did not accept",
      description =
          "All whose delivery was given up, from a time on, behind the events that wait. While the"
              + " response has `next`, continue with it as `since`. Idempotent: those that wait are"
              + " not queued again, but their next attempt is due now, not after the pause that"
              + " follows a failure.")
  @PostMapping(WEBHOOK + "/deliveries/replay")
  ReplayedBody replayTableWebhookDeliveries(
      @PathVariable String webhook, @RequestBody ReplayBody body, HttpServletRequest request) {
    return webhooks.replay(WebhookOwner.TABLE, webhook, body, request);
  }

  @Operation(
      summary = "Deliver an event to a webhook of the table again",
      description =
          "Behind the events that wait. Idempotent while it waits: it is not queued again, but its"
              + " next attempt is due now, not after the pause that follows a failure. How often it"
              + " failed stays.")
  @PostMapping(WEBHOOK + "/deliveries/{event}/replay")
  ResponseEntity<Void> replayTableWebhookDelivery(
      @PathVariable String webhook, @PathVariable String event, HttpServletRequest request) {
    webhooks.replay(WebhookOwner.TABLE, webhook, event, request);
    return ResponseEntity.noContent().build();
  }
}
