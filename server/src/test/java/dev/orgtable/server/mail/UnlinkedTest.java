package dev.orgtable.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that mail clients must not linkify. */
final class UnlinkedTest {

  /** Matches as permissively as any client: fullwidth forms count as ASCII. */
  private static final Pattern LINK =
      Pattern.compile(
          "[\\p{L}\\p{Nd}-]+[.\u2024\u3002\uFF0E\uFF61\uFE52][\\p{L}\\p{Nd}-]+"
              + "|[:\uFF1A\uFE55][/\uFF0F\\\\\uFF3C]|[/\uFF0F]{2}|[@\uFF20\uFE6B][\\p{L}\\p{Nd}]|[wW\uFF57]{2}"
              + "|[\\p{Nd}+\uFF0B]\\p{Nd}|\\w:\\w");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example.",
        "(evil.example)",
        "//evil.example/x",
        "/\\evil.example",
        "HTTPS:evil.example",
        "tel:5550100",
        "+1-555-0100",
        "(555) 0100",
        "192.0.2.1:8080",
        "[2001:db8::1]",
        "b\u00FCcher.example",
        "xn--bcher-kva.example",
        "evil\u3002example",
        "evil\uFF0Eexample",
        "evil\uFF61example",
        "evil\u2024example",
        "help\uFF20evil.example",
        "https\uFF1A\uFF0F\uFF0Fevil",
        "\uFF57\uFF57\uFF57 evil",
        "call \uFF15\uFF15\uFF15",
        "call \u0665\u0665\u0665",
        "WWW.EVIL",
      })
  void there_is_no_link_in_it_and_it_reads_the_same(String text) {
    String unlinked = Unlinked.of(text);

    assertThat(unlinked).doesNotContainPattern(LINK);
    assertThat(unlinked.replace("\u2060", "")).isEqualTo(text);
  }
}
