package dev.orgtable.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The syntax of durations, which the API description states as well. */
final class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "P1W, 168",
    "P7D, 168",
    "PT12H, 12",
    "P1DT12H, 36",
    "PT3600S, 1",
    "PT60M, 1",
    "P0D, 0",
    "PT1H30M1800S, 2",
    "P007D, 168",
    "P999999999W, 167999999832"
  })
  void a_duration_is_weeks_or_days_and_a_time(String text, long hours) {
    assertThat(Durations.parse("expiresIn", text)).isEqualTo(Duration.ofHours(hours));
    assertThat(Pattern.compile(Durations.PATTERN).matcher(text).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1DT",
        "-P-1D",
        "P-1DT48H",
        "+P1D",
        "P+1D",
        "p1d",
        "pT1h",
        "PT1h",
        "PT3600,5S",
        "PT3600.5S",
        "PT1.5H",
        "P1M",
        "P1Y",
        "P0Y0M7D",
        "P1W1D",
        "P1WT1H",
        "T1H",
        "P1H",
        "PT1D",
        "P1D ",
        " P1D",
        "P1D\n",
        "P1000000000D",
        "P١D",
        "PT1S1M",
        "7 days",
        "7",
        "P1DP1D"
      })
  void anything_else_is_refused_and_told_which_forms_there_are(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("expiresIn", text))
        .withMessageStartingWith("expiresIn must be weeks")
        .withMessageContainingAll("P2W", "P7D", "PT12H", "no months or years");
    assertThat(Pattern.compile(Durations.PATTERN).matcher(text).matches()).isFalse();
  }
}
