package dev.orgtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for text that people write. */
final class TextTest {

  @Test
  void a_name_is_trimmed_of_every_kind_of_space() {
    String name = Text.name("firstName", " \u00a0\u2003\u3000Ann \u00a0 Archer\u2009 ");

    assertThat(name).isEqualTo("Ann \u00a0 Archer");
  }

  @Test
  void a_name_is_put_into_normal_form_c() {
    assertThat(Text.name("firstName", "Zoe\u0308")).isEqualTo("Zo\u00eb");
    assertThat(Text.name("firstName", "\u212aelvin")).isEqualTo("Kelvin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "李小龍",
        "Мария",
        "عبد الله",
        "Zoë Łukasiewicz-O’Neill",
        "a/b",
        "null",
        "'; DROP TABLE",
        "<b>",
        "\u200fabc",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\u09b0\u200d\u09cd\u09af",
        "\u2764\ufe0f Acme 1\ufe0f\u20e3",
        "\ud83d\udc69\ud83c\udffd\u200d\u2764\ufe0f\u200d\ud83d\udc68",
        "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
        "\u845b\udb40\udd00",
        "👩‍👩‍👧‍👦",
        "𝒜"
      })
  void a_name_is_any_unicode(String name) {
    assertThat(Text.name("firstName", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\tb",
        "\u0000",
        "a\u007f",
        "a\u0085b",
        "\n",
        "Ann\n",
        "a\u2028b",
        "a\u2029b",
        "a\u202ab",
        "a\u202bb",
        "a\u202cb",
        "a\u202db",
        "a\u202eb",
        "a\u2066b",
        "a\u2067b",
        "a\u2068b",
        "a\u2069b",
        "a\ud800b",
        "a\udc00"
      })
  void controls_directional_formatting_and_half_characters_are_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.name("lastName", name))
        .withMessage(
            "lastName must not contain control characters, directional formatting or unpaired"
                + " surrogates");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "\u3000 ", "\u200b", "\ufeff", "\u200d\u2060"})
  void a_name_without_anything_visible_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.name("name", name))
        .withMessage("name must not be empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zero\u200bwidth",
        "ad\u00admin",
        "Acme\u200d",
        "Ac\u200dme",
        "Ac\u200cme",
        "\u200dAcme",
        "\ufeffAcme",
        "Ac\u2060me",
        "Acme\ufe0f",
        "Ac\u034fme",
        "Ac\u3164me",
        "Ac\u2800me",
        "Acme\udb40\udc67",
        "\u0915\u094d\u200d",
        "\u0915\u200d\u200d\u0937"
      })
  void an_invisible_character_that_writing_does_not_need_is_refused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.name("organisation name", name))
        .withMessageStartingWith("organisation name must not contain invisible characters: U+");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.optional("lastName", name))
        .withMessageStartingWith("lastName must not contain invisible characters: U+");
  }

  @Test
  void a_name_without_invisible_characters_is_a_name() {
    assertThat(Text.withoutInvisible("\ufeffAc\u200d\u200bme\u00ad")).isEqualTo("Acme");
    assertThat(Text.withoutInvisible("\u0915\u200d\u200d\u0937")).isEqualTo("\u0915\u200d\u0937");
  }

  @Test
  void characters_that_unicode_calls_ignorable_or_format_are_invisible() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)) {
        assertThat(Text.isInvisible(codePoint)).isTrue();
      } else if (Text.isInvisible(codePoint)) {
        assertThat(Character.getType(codePoint) == Character.FORMAT || codePoint == 0x2800)
            .isTrue();
      }
    }
  }

  @Test
  void an_optional_text_may_be_empty() {
    assertThat(Text.optional("phone", "  ")).isEmpty();
  }

  @Test
  void length_is_counted_in_code_points_of_the_normal_form() {
    String longest = "𝒜".repeat(200);
    String decomposed = "e\u0301".repeat(200);

    assertThat(Text.name("firstName", longest)).isEqualTo(longest);
    assertThat(Text.name("firstName", " " + decomposed + " ")).isEqualTo("é".repeat(200));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 3200, 3201, 1_000_000})
  void more_than_200_code_points_are_refused(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.optional("phone", "1".repeat(length)))
        .withMessage("phone must have at most 200 characters");
  }

  @Test
  void plain_text_is_what_reading_it_in_full_makes_of_it() {
    Samples.each(
        Samples.where(Text::isPlain, random -> Samples.text(random, 0, 12, '\u001e', '\u007f')),
        text -> assertThat(Text.parsed("text", text, 200)).isEqualTo(text));
  }

  @Test
  void normalised_text_is_unchanged() {
    Samples.each(
        random -> Samples.text(random, 0, 40),
        text -> {
          String normal;
          try {
            normal = Text.optional("text", text);
          } catch (IllegalArgumentException refused) {
            return;
          }

          assertThat(Text.optional("text", normal)).isEqualTo(normal);
          assertThat(Normalizer.isNormalized(normal, Normalizer.Form.NFC)).isTrue();
        });
  }
}
