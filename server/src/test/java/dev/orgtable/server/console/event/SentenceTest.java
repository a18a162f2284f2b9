package dev.orgtable.server.console.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the history says of events that no test of a page makes. */
final class SentenceTest {

  private static final String ID = "k2j4h6g8f1d3s5a7";
  private static final Details WEBHOOK = Details.NONE.keeping("webhook", ID);

  private static String of(EventType type, Details details, Map<String, String> names) {
    Event event =
        new Event(
            EventLog.TABLE,
            EventId.of("01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13"),
            type,
            Actor.LIBRARY,
            Cause.NONE,
            details);
    return Sentence.of(event, groups -> List.of(), names);
  }

  @Test
  void a_webhook_that_was_disabled_because_it_failed_is_told_with_the_failure() {
    Details failed = WEBHOOK.changing("failure", null, "answered 410");

    assertThat(of(EventType.WEBHOOK_DISABLED, failed, Map.of(ID, "https://a.example")))
        .isEqualTo("disabled the webhook https://a.example after failures: answered 410");
  }

  @Test
  void a_webhook_of_which_nothing_else_is_known_is_told_by_its_id() {
    assertThat(of(EventType.WEBHOOK_ENABLED, WEBHOOK, Map.of()))
        .isEqualTo("enabled the webhook " + ID);
  }

  /** A newer version may change what this one does not know. */
  @ParameterizedTest
  @EnumSource(EventType.class)
  void every_event_has_words_whatever_it_lacks(EventType type) {
    assertThat(of(type, Details.NONE, Map.of())).doesNotContain("null");
  }
}
