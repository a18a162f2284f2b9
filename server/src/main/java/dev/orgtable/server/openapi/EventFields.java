package dev.orgtable.server.openapi;

import dev.orgtable.server.openapi.Fields.Rule;
import java.util.Map;

/** Descriptions and constraints of the fields and parameters of events; see {@link Fields}. */
final class EventFields {

  private static final Rule EVENT = new Rule("The event's id", "uuid", 36, 36, null);

  static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("EventBody.at", Fields.TIME.saying("When the change was made")),
          Map.entry("EventBody.id", EVENT),
          Map.entry("after", EVENT.saying("The event to continue after: `last` of a page")),
          Map.entry("last", EVENT.saying("The event to continue after; null if there is none")),
          Map.entry(
              "EventBody.type", new Rule("The kind of change", null, 1, 64, "^[a-z_]+\\.[a-z_]+$")),
          Map.entry("types", Fields.text("Kinds of changes, separated by commas; default: all")),
          Map.entry("actor", Fields.text("A kind of actor, or a kind and an id: `api_key:abc`")),
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
          Map.entry("EventUserBody.id", new Rule("The user's id", "uuid", 36, 36, null)),
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

  private EventFields() {}
}
