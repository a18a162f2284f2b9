package dev.orgtable.server.webhook;

import dev.orgtable.PageRequest;
import dev.orgtable.server.problem.Input;
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

/** The endpoints of an organisation. */
@RestController
final class OrganisationWebhookController {

  private static final String WEBHOOKS = "/v1/organisations/{organisation}/webhooks";
  private static final String WEBHOOK = WEBHOOKS + "/{webhook}";

  private final WebhookOperations webhooks;

  OrganisationWebhookController(WebhookOperations webhooks) {
    this.webhooks = webhooks;
  }

  private static WebhookOwner owner(String organisation) {
    return new WebhookOwner.OfOrganisation(Input.organisation(organisation));
  }

  @Operation(summary = "List the webhooks of an organisation")
  @GetMapping(WEBHOOKS)
  WebhooksBody listOrganisationWebhooks(@PathVariable String organisation) {
    return webhooks.list(owner(organisation));
  }

  @Operation(
      summary = "Create a webhook of an organisation",
      description =
          "It is told of the events in the organisation's log, as its owners read them: without the"
              + " ids of API keys and operators, and without the values of facts. The response has"
              + " the secret that verifies its requests, which is shown this once; so an"
              + " `Idempotency-Key` is refused. The first webhook of a table is told of what happens"
              + " from a minute later on.")
  @PostMapping(WEBHOOKS)
  ResponseEntity<NewWebhookBody> createOrganisationWebhook(
      @PathVariable String organisation,
      @RequestBody WebhookRequestBody body,
      HttpServletRequest request) {
    NewWebhookBody created = webhooks.create(owner(organisation), body, request);
    String path = "/v1/organisations/" + organisation + "/webhooks/" + created.webhook().id();
    return Reply.created(URI.create(path), null, created).unstored();
  }

  @Operation(summary = "Get a webhook of an organisation")
  @GetMapping(WEBHOOK)
  WebhookBody getOrganisationWebhook(
      @PathVariable String organisation, @PathVariable String webhook) {
    return webhooks.get(owner(organisation), webhook);
  }

  @Operation(
      summary = "Change, disable or enable a webhook of an organisation",
      description =
          "All of it is one change, with an event of the details and one of `enabled`. A webhook that"
              + " is enabled gets the events from then on.")
  @MergePatch
  @PatchMapping(WEBHOOK)
  WebhookBody changeOrganisationWebhook(
      @PathVariable String organisation,
      @PathVariable String webhook,
      @RequestBody WebhookChangesBody body) {
    return webhooks.change(owner(organisation), webhook, body);
  }

  @Operation(
      summary = "Delete a webhook of an organisation",
      description = "Events that wait for it are not sent any more.")
  @DeleteMapping(WEBHOOK)
  ResponseEntity<Void> deleteOrganisationWebhook(
      @PathVariable String organisation, @PathVariable String webhook) {
    webhooks.delete(owner(organisation), webhook);
    return ResponseEntity.noContent().build();
  }

  @Operation(
      summary = "Replace the secret of a webhook of an organisation",
      description =
          "The response has the new secret, which is shown this once, so an `Idempotency-Key` is"
              + " refused. Requests are signed with both for 24 hours.")
  @PostMapping(WEBHOOK + "/rotate")
  ResponseEntity<NewWebhookBody> rotateOrganisationWebhook(
      @PathVariable String organisation, @PathVariable String webhook, HttpServletRequest request) {
    return Reply.done(null, webhooks.rotate(owner(organisation), webhook, request)).unstored();
  }

  @Operation(
      summary = "Send a test event to a webhook of an organisation",
      description =
          "Sends `webhook.test` at once, past the events that wait, and returns the answer. It is"
              + " not in the list of deliveries. An `Idempotency-Key` is refused.")
  @PostMapping(WEBHOOK + "/test")
  WebhookAnswerBody testOrganisationWebhook(
      @PathVariable String organisation, @PathVariable String webhook, HttpServletRequest request) {
    return webhooks.test(owner(organisation), webhook, request);
  }

  @Operation(
      summary = "List the deliveries to a webhook of an organisation, the latest events first",
      description =
          "Those of the last 30 days, and those that failed at least once and wait. An event that"
              + " waits with 0 `attempts` could not be sent by the server, as `failure` says: that"
              + " is no failure of the receiver.")
  @GetMapping(WEBHOOK + "/deliveries")
  PageBody<DeliveryBody> listOrganisationWebhookDeliveries(
      @PathVariable String organisation, @PathVariable String webhook, PageRequest page) {
    return webhooks.deliveries(owner(organisation), webhook, page);
  }

  @Operation(
      summary = "Deliver events again that a webhook of an organisation did not accept",
      description =
          "All whose delivery was given up, from a time on, behind the events that wait. While the"
              + " response has `next`, continue with it as `since`. Idempotent: those that wait are"
              + " not queued again, but their next attempt is due now, not after the pause that"
              + " follows a failure.")
  @PostMapping(WEBHOOK + "/deliveries/replay")
  ReplayedBody replayOrganisationWebhookDeliveries(
      @PathVariable String organisation,
      @PathVariable String webhook,
      @RequestBody ReplayBody body,
      HttpServletRequest request) {
    return webhooks.replay(owner(organisation), webhook, body, request);
  }

  @Operation(
      summary = "Deliver an event to a webhook of an organisation again",
      description =
          "Behind the events that wait. Idempotent while it waits: it is not queued again, but its"
              + " next attempt is due now, not after the pause that follows a failure. How often it"
              + " failed stays.")
  @PostMapping(WEBHOOK + "/deliveries/{event}/replay")
  ResponseEntity<Void> replayOrganisationWebhookDelivery(
      @PathVariable String organisation,
      @PathVariable String webhook,
      @PathVariable String event,
      HttpServletRequest request) {
    webhooks.replay(owner(organisation), webhook, event, request);
    return ResponseEntity.noContent().build();
  }
}
