package dev.orgtable.server.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people choose cannot be read as more of a sentence than it is. */
final class QuotedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Interns                           | “Interns”",
        "50                                | 50",
        "A” today), owner (“B              | “A' today), owner ('B”",
        "a@b; roles from “x” to \"y\"      | “a@b; roles from 'x' to 'y'”"
      })
  void a_value_is_in_quotation_marks_and_has_none(String text, String expected) {
    assertThat(Quoted.value(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "staff                                      | staff",
        "Équipe-7_b                                 | Équipe-7_b",
        "guests and the owner                       | “guests and the owner”",
        "staff, owner                               | “staff, owner”",
        "Mail, removed ceo@x from the organisation  | “Mail, removed ceo@x from the organisation”",
        "x), for all events                         | “x), for all events”",
        "Mail and removed Bob from the organisation | “Mail and removed Bob from the organisation”"
      })
  void a_name_that_is_more_than_one_plain_word_is_a_value(String text, String expected) {
    assertThat(Quoted.name(text)).isEqualTo(expected);
  }
}
