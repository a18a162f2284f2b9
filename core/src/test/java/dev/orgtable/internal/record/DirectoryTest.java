package dev.orgtable.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The index keys of names: folding of case and of compatibility forms, prefixes and length. */
final class DirectoryTest {

  @ParameterizedTest
  @CsvSource({
    "Acme Ltd, acme ltd",
    "\uff21\uff23\uff2d\uff25, acme",
    "Stra\u00dfe, STRASSE",
    "STRA\u1e9eE, stra\u00dfe",
    "\u0130stanbul, istanbul",
    "\u0131stanbul, ISTANBUL",
    "\u01c4ep, d\u017eep",
    "\ufb01nance, FINANCE"
  })
  void case_and_compatibility_forms_do_not_count(String one, String other) {
    assertThat(Directory.fold(one)).isEqualTo(Directory.fold(other));
  }

  @ParameterizedTest
  @CsvSource({
    "\u03a3\u0391\u03a3\u0391, \u03c3\u03b1\u03c3",
    "\u03a3\u0391\u03a3\u0391, \u03a3\u0391\u03a3",
    "\u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2, \u039f\u0394\u03a5\u03a3",
    "Acme Ltd, ACME L"
  })
  void the_beginning_of_a_name_folds_to_the_beginning(String name, String beginning) {
    assertThat(Directory.fold(name)).startsWith(Directory.fold(beginning));
  }

  @Test
  void a_key_is_cut_at_a_whole_character_where_an_index_key_must_end() {
    String folded = Directory.fold("\ufdfa".repeat(200));

    assertThat(folded.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1021, 1024);
    assertThat(folded).doesNotContain("\ufffd");
  }

  @Test
  void every_beginning_in_any_case_is_found() {
    Samples.each(
        random -> List.of(letters(random), letters(random)),
        halves -> {
          String beginning = halves.get(0);

          assertThat(Directory.fold(beginning + halves.get(1)))
              .startsWith(Directory.fold(beginning.toUpperCase(Locale.ROOT)))
              .startsWith(Directory.fold(beginning.toLowerCase(Locale.ROOT)));
        });
  }

  private static String letters(Random random) {
    return Samples.text(random, 0, 5, 'A', 'Z') + Samples.text(random, 0, 5, 'a', 'z');
  }

  @Test
  void every_character_folds_to_what_stays_as_it_is() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      String folded = Directory.fold(Character.toString(codePoint));

      assertThat(Directory.fold(folded)).as("U+%04X", codePoint).isEqualTo(folded);
    }
  }
}
