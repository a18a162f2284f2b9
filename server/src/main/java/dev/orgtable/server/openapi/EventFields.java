package dev.orgtable.server.openapi;

import dev.orgtable.server.openapi.Fields.Rule;
import java.util.Map;
import java.util.Set;

/**
 * Descriptions and constraints of the fields and parameters of events and webhooks; see {@link
 * Fields}.
 */
final class EventFields {

  private static final Rule EVENT = new Rule("The event's id", "uuid", 36, 36, null);

  /** The form of a type of events. */
  static final String TYPE_FORM = "^[a-z_]+\\.[a-z_]+$";

  private static final Rule TYPE = new Rule("The kind of change", null, 1, 64, TYPE_FORM);
  private static final Rule TYPES = TYPE.saying("A kind of change; all if there are none");
  private static final Rule URL =
      new Rule(
          "Where requests are sent to: `https`, a host of the public Internet, no user and no"
              + " fragment",
          "uri",
          8,
          2000,
          "^https?://[!-~]+$");
  private static final Rule PURPOSE =
      new Rule(
          "What the webhook is for; may be empty", null, 0, 200, "^[^\\x00-\\x1f\\x7f-\\x9f]*$");
  private static final Rule WEBHOOK = new Rule("The webhook's id", null, 16, 16, "^[a-z0-9]{16}$");

  static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("EventBody.at", Fields.TIME.saying("When the change was made")),
          Map.entry(
              "ReplayedBody.next",
              Fields.TIME.saying("The `since` of the request that continues; null at the end")),
          Map.entry("EventBody.id", EVENT),
          Map.entry("after", EVENT.saying("The event to continue after: `last` of a page")),
          Map.entry("last", EVENT.saying("The event to continue after; null if there is none")),
          Map.entry("EventBody.type", TYPE),
          Map.entry("webhook", WEBHOOK),
          Map.entry("WebhookBody.id", WEBHOOK),
          Map.entry("url", URL),
          Map.entry("WebhookBody.description", PURPOSE),
          Map.entry("WebhookRequestBody.description", PURPOSE),
          Map.entry("WebhookChangesBody.description", PURPOSE),
          Map.entry("WebhookBody.types", TYPES),
          Map.entry("WebhookRequestBody.types", TYPES),
          Map.entry("WebhookChangesBody.types", TYPES),
          Map.entry("disabledAt", Fields.TIME.saying("When it was disabled; null if it is not")),
          Map.entry("rotatedAt", Fields.TIME.saying("When its secret was replaced; null if never")),
          Map.entry(
              "failure", new Rule("Why requests failed; null if they did not", null, 0, 500, null)),
          Map.entry(
              "secret",
              new Rule(
                  "The secret that verifies requests, shown once",
                  null,
                  50,
                  50,
                  "^whsec_[A-Za-z0-9+/]{43}=$")),
          Map.entry("event", EVENT),
          Map.entry(
              "DeliveryBody.state",
              new Rule(
                  "`delivered`; `waiting` for another attempt; or `failed` until it is replayed",
                  null,
                  6,
                  9,
                  "^(delivered|waiting|failed)$")),
          Map.entry("DeliveryBody.at", Fields.TIME.saying("When the last attempt ended")),
          Map.entry(
              "nextAttempt",
              Fields.TIME.saying(
                  "When it is attempted again, or some minutes later; null if it does not wait, an"
                      + " attempt is under way, or the webhook is disabled")),
          Map.entry(
              "note",
              new Rule(
                  "What was wrong with the answer of a request that was accepted, such as a body"
                      + " that was cut; null if nothing",
                  null,
                  0,
                  500,
                  null)),
          Map.entry(
              "since",
              new Rule(
                  "The time of the first event, such as `2026-11-27T20:15:30.000Z`",
                  "date-time",
                  20,
                  35,
                  null)),
          Map.entry("types", Fields.text("Kinds of changes, separated by commas; default: all")),
          Map.entry(
              "actor",
              Fields.text(
                  "A kind of actor, or a kind and an id: `api_key:abc`; of a `user`, no address")),
          Map.entry(
              "order", Fields.text("`desc`: the newest first (default); `asc`: the oldest first")),
          Map.entry(
              "settled",
              Fields.text(
                  "With `asc`: `false` to get the events of the last minutes now, some of which"
                      + " may be missing still")),
          Map.entry(
              "ActorBody.kind",
              Fields.text(
                  "`user`, `api_key`, `operator`, `directory`, `job` or `library`; `other` if only"
                      + " newer versions know it")),
          Map.entry(
              "ActorBody.id",
              Fields.text("The id of the actor; null for the library, and where it is not shown")),
          Map.entry(
              "EventBody.job",
              Fields.id("The job that made the change for the actor, who started it")),
          Map.entry("actingFor", Fields.text("The user that a back end acts for, as it says")),
          Map.entry(
              "EventUserBody.id",
              new Rule(
                  "The user's id; null of an invitee, and where the change was made without reading"
                      + " the member: of `member.groups_changed`, `member.suspended`,"
                      + " `member.reactivated` and `ownership.transferred`. Then use the address",
                  "uuid",
                  36,
                  36,
                  null)),
          Map.entry(
              "PastMemberBody.id",
              new Rule("The user's id; null if the log does not tell it", "uuid", 36, 36, null)),
          Map.entry("request", Fields.text("The header `X-Request-ID` of the request")),
          Map.entry("idempotencyKey", Fields.text("The idempotency key of the request")),
          Map.entry("invitation", Fields.id("The invitation's id")),
          Map.entry(
              "before", Fields.text("The value before; null if there was none, or it is not kept")),
          Map.entry(
              "EventChangeBody.after",
              Fields.text("The value after; null if there is none, or it is not kept")));

  /** Bodies whose integers are counts. */
  static final Set<String> COUNTING =
      Set.of(
          "JobBody",
          "MailBody",
          "SearchPageBody",
          "ResultsPageBody",
          "SeatsBody",
          "DeliveryBody",
          "ReplayedBody",
          "WebhookAnswerBody");

  private EventFields() {}
}
