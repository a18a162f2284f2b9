package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LineTest {

  @Test
  void line_breaks_and_terminal_controls_are_escaped() {
    String told = Line.of("a\nb\r\u001b[31mc\u0000\u2028\u202e\ud800d");

    assertThat(told).isEqualTo("a\\u000ab\\u000d\\u001b[31mc\\u0000\\u2028\\u202e\\ud800d");
  }

  @Test
  void printable_text_is_unchanged() {
    String text = "Łódź 한글 😀 \"x\" \\ #1 é";

    assertThat(Line.of(text)).isEqualTo(text);
  }
}
