package dev.orgtable.server.webhook;

import dev.orgtable.InvalidInput;
import dev.orgtable.event.EventType;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.web.NullRemoves;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookUrl;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to create.
 *
 * @param url where requests are sent to: {@code https}, and a host of the public Internet
 * @param description what it is for, up to 200 characters
 * @param types the kinds of events that it is told of; all if omitted or empty
 */
record WebhookRequestBody(
    @Nullable String url, @Nullable String description, @Nullable List<String> types) {

  /** The most characters of a refused value that are repeated. */
  private static final int SHOWN = 40;

  WebhookDetails read(Function<String, WebhookUrl> toUrl) {
    return new WebhookDetails(
        Input.required("url", url, toUrl),
        Objects.requireNonNullElse(description, ""),
        types == null ? Set.of() : types(types));
  }

  private static Set<EventType> types(List<String> texts) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (int i = 0; i < texts.size(); i++) {
      types.add(Input.required("types." + i, texts.get(i), WebhookRequestBody::type));
    }
    return types;
  }

  /** Every endpoint is told of tests. */
  private static EventType type(String text) {
    return EventType.of(text)
        .filter(type -> type != EventType.WEBHOOK_TEST)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "types", "must be a type, such as member.added, not " + quoted(text)));
  }

  private static String quoted(String text) {
    String cut =
        text.codePointCount(0, text.length()) > SHOWN
            ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…"
            : text;
    return '"' + cut.replaceAll("[\\p{C}\"\\\\]", "\ufffd") + '"';
  }

  /**
   * Changes of an endpoint. An omitted field is unchanged.
   *
   * @param url where requests are sent to
   * @param description what it is for
   * @param types the kinds of events that it is told of; empty for all
   * @param enabled whether it gets requests
   */
  record WebhookChangesBody(
      @Nullable String url,
      @NullRemoves @Nullable String description,
      @Nullable List<String> types,
      @Nullable Boolean enabled) {

    WebhookDetails over(WebhookDetails present, Function<String, WebhookUrl> toUrl) {
      WebhookDetails changed = present;
      if (url != null) {
        changed = changed.withUrl(Input.required("url", url, toUrl));
      }
      if (description != null) {
        changed = changed.withDescription(description);
      }
      return types == null ? changed : changed.withTypes(WebhookRequestBody.types(types));
    }
  }
}
