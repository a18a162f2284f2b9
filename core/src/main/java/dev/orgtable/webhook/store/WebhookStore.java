package dev.orgtable.webhook.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.WebhookNotFound;
import dev.orgtable.OrgtableException.WebhooksFull;
import dev.orgtable.Page;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.delivery.DeliveryQueue;
import dev.orgtable.internal.delivery.Subscriptions;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.webhook.SealedSecret;
import dev.orgtable.internal.webhook.WebhookRecord;
import dev.orgtable.webhook.NewWebhook;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookCall;
import dev.orgtable.webhook.WebhookDelivery;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookReplay;
import dev.orgtable.webhook.WebhookSender;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The operations on endpoints of webhooks. A secret is returned once, by the call that makes it,
 * and stored encrypted. With a receipt ({@code Orgtable.once}), the caller must leave it out of the
 * stored result.
 *
 * <p>An attempt that is made <em>now</em> is due now: a worker that has seen three or more failures
 * of the endpoint in a row makes it up to 6 minutes after the last one.
 */
public final class WebhookStore {

  /** How long the secret before a rotation signs, beside the new one. */
  public static final Duration OVERLAP = Duration.ofHours(24);

  private final Context context;

  /** Creates the operations; see {@code Orgtable.webhooks}. */
  public WebhookStore(Context context) {
    this.context = context;
  }

  /**
   * Creates an endpoint, which is told of the events from about a minute later on if it is the
   * first destination of the table, or made within a minute after the first one, and from now on
   * otherwise.
   *
   * @return the endpoint with its secret
   * @throws OrganisationNotFound if it is an organisation's, and that does not exist
   * @throws WebhooksFull if the owner has as many endpoints as it can have
   */
  public NewWebhook create(WebhookOwner owner, WebhookDetails details, WebhookKeys keys) {
    WebhookId id = WebhookId.random();
    String secret = SealedSecret.random();
    Instant now = context.trustedNow();
    Webhook first = new Webhook(owner, id, details, now, null, null);
    List<SealedSecret> secrets = List.of(SealedSecret.of(keys, id, secret));
    return context.run(
        "webhooks.create",
        reads -> {
          Transaction transaction = new Transaction();
          EventId after = WebhookStart.after(reads, owner, now);
          transaction.create(
              new WebhookRecord(first, secrets, after, now, Revisions.first()).item(),
              Refusals.changed());
          if (owner instanceof WebhookOwner.OfOrganisation of) {
            OrganisationRecord organisation = OrganisationRecord.read(reads, of.organisation());
            transaction.update(
                OrganisationRecord.key(of.organisation()),
                ChildVersion.increment(),
                Conditions.sameNumber(
                    Conditions.live(), ChildVersion.ATTRIBUTE, organisation.additions()),
                Refusals.changed());
            Subscriptions.add(reads, transaction, context.trustedNow());
          } else {
            Subscriptions.addIfFirst(reads, transaction, context.trustedNow());
          }
          if (WebhookItems.of(reads, owner).size() >= owner.most()) {
            throw new WebhooksFull(owner.most());
          }
          return Decision.commit(
              transaction.emit(WebhookEvents.created(first)), new NewWebhook(first, secret));
        });
  }

  /**
   * Returns the endpoints of an owner, the oldest first, without those that this version cannot
   * read. Costs 1 read unit for each 4 KB.
   *
   * @throws OrganisationNotFound if it is an organisation's that does not exist
   */
  public List<Webhook> list(WebhookOwner owner) {
    return context.observe(
        "webhooks.list",
        table -> {
          if (owner instanceof WebhookOwner.OfOrganisation of) {
            OrganisationRecord.read(table, of.organisation());
          }
          return WebhookItems.of(table, owner).stream()
              .flatMap(item -> WebhookRecord.from(item).stream())
              .map(WebhookRecord::webhook)
              .sorted(
                  Comparator.comparing(Webhook::createdAt).thenComparing(each -> each.id().value()))
              .toList();
        });
  }

  /**
   * Returns an endpoint.
   *
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public Webhook get(WebhookOwner owner, WebhookId id) {
    return context.observe("webhooks.get", table -> read(table, owner, id)).webhook();
  }

  private static WebhookRecord read(Reads reads, WebhookOwner owner, WebhookId id) {
    return WebhookItems.find(reads, List.of(owner), id)
        .orElseThrow(() -> new WebhookNotFound(id.value()));
  }

  /**
   * Changes the URL, the description or the types of an endpoint. Writes nothing if they stay. If
   * the URL of an organisation's changes, an event that waits for its next attempt is attempted
   * now; to one of the table, when it is due or replayed.
   *
   * @return the endpoint as changed
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public Webhook change(WebhookOwner owner, WebhookId id, UnaryOperator<WebhookDetails> change) {
    return write(
        "webhooks.change",
        owner,
        id,
        record ->
            WebhookStep.to(
                record,
                change.apply(record.webhook().details()),
                record.webhook().isEnabled(),
                context.trustedNow()));
  }

  /**
   * Changes an endpoint, and enables or disables it, in one transaction. Writes nothing if all
   * stays.
   *
   * @return the endpoint as changed
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public Webhook change(
      WebhookOwner owner, WebhookId id, UnaryOperator<WebhookDetails> change, boolean enabled) {
    return set("webhooks.change", owner, id, change, enabled);
  }

  private Webhook set(
      String name,
      WebhookOwner owner,
      WebhookId id,
      UnaryOperator<WebhookDetails> change,
      boolean enabled) {
    return write(
        name,
        owner,
        id,
        record ->
            WebhookStep.to(
                record, change.apply(record.webhook().details()), enabled, context.trustedNow()));
  }

  /**
   * Gives an endpoint another secret. The one before signs requests, too, for {@link #OVERLAP}; one
   * that was replaced earlier does not any more.
   *
   * @return the endpoint with its new secret
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public NewWebhook rotate(WebhookOwner owner, WebhookId id, WebhookKeys keys) {
    String secret = SealedSecret.random();
    SealedSecret sealed = SealedSecret.of(keys, id, secret);
    Webhook rotated =
        write(
            "webhooks.rotate",
            owner,
            id,
            record -> {
              Instant now = context.trustedNow();
              return WebhookStep.rotated(record, sealed, now.plus(OVERLAP), now);
            });
    return new NewWebhook(rotated, secret);
  }

  /**
   * Sends requests to a disabled endpoint again, for the events from now on. Those that waited when
   * it was disabled are in its log of deliveries, as failed; those of which the next attempt was
   * not due meanwhile are attempted again, as if for the first time: to one of an organisation now,
   * to one of the table when they are due or replayed.
   *
   * @return the endpoint; nothing is written if it is enabled
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public Webhook enable(WebhookOwner owner, WebhookId id) {
    return set("webhooks.enable", owner, id, UnaryOperator.identity(), true);
  }

  /**
   * Sends no requests to an endpoint any more.
   *
   * @return the endpoint; nothing is written if it is disabled
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public Webhook disable(WebhookOwner owner, WebhookId id) {
    return set("webhooks.disable", owner, id, UnaryOperator.identity(), false);
  }

  /** Disables an endpoint whose requests failed, unless it was changed since it was read. */
  void disable(WebhookRecord read, String failure) {
    var unused =
        write(
            "webhooks.disable",
            read.webhook().owner(),
            read.webhook().id(),
            record ->
                record.revision() == read.revision()
                    ? WebhookStep.failed(record, failure, context.trustedNow())
                    : null);
  }

  private static WebhookCall call(
      WebhookRecord record, WebhookKeys keys, Event event, Instant now) {
    try {
      return WebhookChannel.call(record, keys, event, now);
    } catch (InvalidInput e) {
      throw WebhookChannel.told(record.webhook().owner(), e);
    }
  }

  private interface Steps {

    /** Returns the change; null if there is none. */
    @Nullable WebhookStep of(WebhookRecord present);
  }

  private Webhook write(String name, WebhookOwner owner, WebhookId id, Steps steps) {
    return context.run(
        name,
        reads -> {
          WebhookRecord present = read(reads, owner, id);
          WebhookStep step = steps.of(present);
          if (step == null) {
            return Decision.unchanged(present.webhook());
          }
          Transaction transaction =
              new Transaction()
                  .update(
                      WebhookRecord.key(owner, id),
                      step.record().change(present),
                      present.same(),
                      Refusals.changed());
          step.events().forEach(transaction::emit);
          if (present.startsAnew(step.record().webhook())) {
            WebhookPauses.end(reads, transaction, step.record().webhook(), context.trustedNow());
          }
          return Decision.commit(transaction, step.record().webhook());
        });
  }

  /**
   * Deletes an endpoint with all events that wait for it. Its log of deliveries expires.
   *
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public void delete(WebhookOwner owner, WebhookId id) {
    context.run(
        "webhooks.delete",
        reads -> {
          WebhookRecord present = read(reads, owner, id);
          Transaction transaction =
              new Transaction()
                  .delete(WebhookRecord.key(owner, id), present.same(), Refusals.changed())
                  .emit(WebhookEvents.deleted(present.webhook()));
          Subscriptions.remove(transaction);
          return Decision.commit(transaction);
        });
  }

  /**
   * Returns what came of the deliveries to an endpoint, the latest events first. Entries are kept
   * for 30 days. The cursor of the next page is the id of an event. Costs 1 read unit, and 1 for
   * each 4 KB; if deliveries wait, one more request, and 1 read unit for each log that they are of.
   *
   * @param after the event to continue after; null for the beginning
   * @param limit 1 to 1000
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public Page<WebhookDelivery> deliveries(
      WebhookOwner owner, WebhookId id, @Nullable EventId after, int limit) {
    return context.observe(
        "webhooks.deliveries",
        table -> {
          Webhook webhook = read(table, owner, id).webhook();
          return WebhookDeliveries.newest(table, webhook, after, limit);
        });
  }

  /**
   * Delivers an event again, behind those that wait. If it waits already, the next attempt of those
   * of its log is made now, not after the pause that follows a failure.
   *
   * @throws WebhookNotFound if the owner has no such endpoint
   * @throws InvalidInput if the endpoint is disabled, or the event is not in its log of deliveries
   *     or not kept any more
   */
  public void replay(WebhookOwner owner, WebhookId id, EventId event) {
    context.run(
        "webhooks.replay",
        reads ->
            WebhookDeliveries.replay(
                reads, enabled(read(reads, owner, id)), event, context.trustedNow()));
  }

  /**
   * Delivers events again that were given up, behind those that wait: in the order of the events,
   * up to {@value DeliveryQueue#MOST_EVENTS} of one log in a transaction, and up to 40
   * transactions. Reads up to 2,000 entries of the log of deliveries. For those among them that
   * wait, the next attempt is made now, as by {@link #replay}: 2 read units and one of the
   * transactions for each log.
   *
   * @param from the time of the first event
   * @return how many, and where to continue
   * @throws WebhookNotFound if the owner has no such endpoint
   * @throws InvalidInput if the endpoint is disabled
   */
  public WebhookReplay replayFailed(WebhookOwner owner, WebhookId id, Instant from) {
    Webhook webhook =
        enabled(context.observe("webhooks.replayFailed", table -> read(table, owner, id)));
    return WebhookDeliveries.replayFailed(context, webhook, from);
  }

  private static Webhook enabled(WebhookRecord record) {
    if (!record.webhook().isEnabled()) {
      throw new InvalidInput("webhook", "must be enabled");
    }
    return record.webhook();
  }

  /**
   * Sends a request with an event of the type {@code webhook.test}, also to an endpoint that is
   * disabled, in the calling thread and at once, past the events that wait. It is not in the log of
   * deliveries, and not repeated. If an enabled one of an organisation accepts it, an event that
   * waits for its next attempt is attempted now.
   *
   * @return the answer
   * @throws WebhookNotFound if the owner has no such endpoint
   */
  public WebhookAnswer test(
      WebhookOwner owner, WebhookId id, WebhookKeys keys, WebhookSender sender) {
    WebhookRecord record = context.observe("webhooks.test", table -> read(table, owner, id));
    Instant now = context.trustedNow();
    Event event =
        new Event(
            WebhookEvents.log(owner),
            EventId.of(EventId.tick(now), UUID.randomUUID()),
            EventType.WEBHOOK_TEST,
            context.journal().origin().actor(),
            Cause.NONE,
            Details.NONE);
    WebhookAnswer answer = sender.send(call(record, keys, event, now));
    if (answer.isAccepted()) {
      WebhookPauses.end(context, record.webhook());
    }
    return answer;
  }
}
