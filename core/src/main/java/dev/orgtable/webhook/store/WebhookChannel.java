package dev.orgtable.webhook.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.WebhookNotFound;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DestinationId;
import dev.orgtable.internal.delivery.Outcome;
import dev.orgtable.internal.delivery.Receiver;
import dev.orgtable.internal.delivery.Sender;
import dev.orgtable.internal.webhook.SealedSecret;
import dev.orgtable.internal.webhook.WebhookRecord;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookCall;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookSender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends events to endpoints. */
public final class WebhookChannel implements Sender {

  private static final String KEYS = "webhookKeys";
  private static final String LACKS_KEY = "not sent: the server ";
  private static final Actor WORKER = new Actor(Actor.Kind.JOB, "webhooks");

  private final Context context;
  private final WebhookKeys keys;
  private final WebhookSender sender;

  /** Creates the channel of all endpoints of a table. */
  public WebhookChannel(Context context, WebhookKeys keys, WebhookSender sender) {
    this.context = context;
    this.keys = keys;
    this.sender = sender;
  }

  @Override
  public String channel() {
    return DestinationId.Kind.WEBHOOK.text();
  }

  @Override
  public Optional<Receiver> find(Reads reads, DestinationId id, EventLog log) {
    List<WebhookOwner> owners = new ArrayList<>();
    owners.add(WebhookOwner.TABLE);
    if (log instanceof EventLog.OfOrganisation of) {
      owners.add(new WebhookOwner.OfOrganisation(of.organisation()));
    }
    return WebhookId.parse(id.name())
        .flatMap(webhook -> WebhookItems.find(reads, owners, webhook))
        .map(Endpoint::new);
  }

  /** An endpoint as the table has it. */
  private final class Endpoint implements Receiver {

    private final WebhookRecord record;

    Endpoint(WebhookRecord record) {
      this.record = record;
    }

    @Override
    public boolean isEnabled() {
      return record.webhook().isEnabled();
    }

    @Override
    public Outcome deliver(Event event, int attempt) {
      try {
        return outcome(sender.send(call(record, keys, event, context.trustedNow())));
      } catch (InvalidInput e) {
        String told = told(record.webhook().owner(), e).rule();
        return new Outcome.Unable(LACKS_KEY + told, LACKS_KEY + e.rule());
      } catch (WebhookSender.NotSent e) {
        String reason = "not sent: " + e.getMessage();
        return new Outcome.Unable(reason, reason);
      }
    }

    private Outcome outcome(WebhookAnswer answer) {
      String failure = answer.failure();
      if (failure == null) {
        String note = answer.note();
        return new Outcome.Delivered(answer.status(), answer.took(), note == null ? "" : note);
      }
      return answer.isGone()
          ? new Outcome.Gone(failure, answer.status(), answer.took())
          : new Outcome.Failed(failure, answer.status(), answer.took(), answer.retryAfter());
    }

    @Override
    public Instant countsFrom() {
      return record.countsFrom();
    }

    @Override
    public void disable(String reason) {
      try {
        new WebhookStore(context.as(WORKER)).disable(record, reason);
      } catch (WebhookNotFound deleted) {
        // It gets no requests any more.
      }
    }
  }

  /**
   * Returns the request that tells an endpoint of an event. A replaced secret whose key was removed
   * does not sign it.
   *
   * @throws InvalidInput if no key decrypts the present secret
   */
  static WebhookCall call(WebhookRecord record, WebhookKeys keys, Event event, Instant now) {
    Webhook webhook = record.webhook();
    List<String> secrets = new ArrayList<>();
    for (SealedSecret secret : record.secrets()) {
      if (secret.isValidAt(now)) {
        Optional<String> open = secret.open(keys, webhook.id());
        if (open.isEmpty() && secret.until() == null) {
          throw undecryptable(secret);
        }
        open.ifPresent(secrets::add);
      }
    }
    return new WebhookCall(webhook.owner(), webhook.details().url(), secrets, event);
  }

  /**
   * Returns what the owner is told of a key that is missing: which one is the operator's matter.
   */
  static InvalidInput told(WebhookOwner owner, InvalidInput missing) {
    return owner instanceof WebhookOwner.OfOrganisation
        ? new InvalidInput(
            KEYS,
            "must have the key that encrypted the secret: replace the secret, or ask the operator",
            missing)
        : missing;
  }

  private static InvalidInput undecryptable(SealedSecret secret) {
    return new InvalidInput(
        KEYS,
        "must have the key "
            + secret.key()
            + ", which encrypted the secret: add it to the key file, or replace the secret");
  }
}
