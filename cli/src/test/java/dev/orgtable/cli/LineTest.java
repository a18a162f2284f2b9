package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LineTest {

  @Test
  void what_breaks_a_line_or_is_obeyed_by_a_terminal_is_escaped() {
    String told = Line.of("a\nb\r\u001b[31mc\u0000\u2028\u202e\ud800d");

    assertThat(told).isEqualTo("a\\u000ab\\u000d\\u001b[31mc\\u0000\\u2028\\u202e\\ud800d");
  }

  @Test
  void what_people_write_is_left() {
    String text = "Łódź 한글 😀 \"x\" \\ #1 é";

    assertThat(Line.of(text)).isEqualTo(text);
  }
}
