package dev.orgtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The validation and the normal form of e-mail addresses. */
final class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "ann@example.com, ann@example.com",
    "Ann@Example.COM, ann@example.com",
    "' ann@example.com ', ann@example.com",
    "\u00a0ann@example.com\u202f\u00a0, ann@example.com",
    "a.n.n@example.com, a.n.n@example.com",
    "ann+tag@example.com, ann+tag@example.com",
    "o'neill@example.com, o'neill@example.com",
    "ann@mail.example.co.uk, ann@mail.example.co.uk",
    "ann@b\u00fccher.example, ann@xn--bcher-kva.example",
    "ann@B\u00dcCHER.example, ann@xn--bcher-kva.example",
    "ann@bu\u0308cher.example, ann@xn--bcher-kva.example",
    "ann@XN--BCHER-KVA.example, ann@xn--bcher-kva.example",
    "JOS\u00c9@example.com, jos\u00e9@example.com",
    "jose\u0301@example.com, jos\u00e9@example.com",
    "\u0391\u03a3@example.com, \u03b1\u03c3@example.com",
    "J\u030can@example.com, \u01f0an@example.com",
    "ann@\u212aelvin.example, ann@kelvin.example",
    "\u674e@example.com, \u674e@example.com"
  })
  void spellings_of_one_address_are_one_user(String spelling, String normal) {
    EmailAddress user = EmailAddress.of(spelling);

    assertThat(user.value()).isEqualTo(normal);
    assertThat(user).isEqualTo(EmailAddress.of(normal)).hasToString(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "a.nn@example.com, ann@example.com",
    "ann+a@example.com, ann@example.com",
    "ann@example.com, ann@example.org",
    "ann@mail.example.com, ann@example.com",
    "\u0130nn@example.com, inn@example.com",
    "\u0131nn@example.com, inn@example.com",
    "stra\u00dfe@example.com, strasse@example.com",
    "\uff41nn@example.com, ann@example.com",
    "\u0430nn@example.com, ann@example.com"
  })
  void different_addresses_are_different_users(String one, String other) {
    assertThat(EmailAddress.of(one)).isNotEqualTo(EmailAddress.of(other));
  }

  /** All characters, one by one: whatever is outside ASCII stays outside or is refused. */
  @Test
  void no_character_outside_ascii_before_the_at_becomes_one_inside() {
    List<String> refused = new ArrayList<>();

    for (int codePoint = 0x80; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      String character = Character.toString(codePoint);
      try {
        assertThat(EmailAddress.of("a" + character + "b@example.com").value().chars())
            .anyMatch(c -> c > 0x7f);
      } catch (IllegalArgumentException e) {
        if (String.valueOf(e.getMessage()).contains("before the @: lower-casing turns it into")) {
          refused.add(String.format(Locale.ROOT, "%04x", codePoint));
        }
      }
    }

    assertThat(refused).containsExactly("037e", "1fef", "212a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u212aen@example.com", " \u212a\u0301en@example.com", "a\u1fef@b.example"})
  void a_local_part_that_would_enter_ascii_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.of(text))
        .withMessageContaining("before the @: lower-casing turns it into");
  }

  /** Every letter under every mark that composes with some letter. */
  @Test
  void the_normal_form_of_a_letter_with_a_mark_is_stable() {
    int[] marks = composing().toArray();
    assertThat(marks).hasSizeGreaterThan(40);

    for (int letter = 'A'; letter <= Character.MAX_CODE_POINT; letter++) {
      if (Character.isLetter(letter) && (Character.isUpperCase(letter) || letter < 0x2000)) {
        for (int mark : marks) {
          assertStable(Character.toString(letter) + Character.toString(mark));
        }
      }
    }
  }

  private static IntStream composing() {
    return IntStream.range(0x80, Character.MIN_SUPPLEMENTARY_CODE_POINT)
        .filter(Character::isLetter)
        .mapToObj(c -> Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD))
        .flatMapToInt(decomposed -> decomposed.codePoints().skip(1))
        .filter(c -> Character.getType(c) == Character.NON_SPACING_MARK)
        .distinct();
  }

  /** Without the validator, which is slow and knows nothing of normal forms. */
  private static void assertStable(String localPart) {
    String normal = EmailAddress.lowerCase(EmailAddress.nfc(localPart));
    if (!EmailAddress.lowerCase(EmailAddress.nfc(normal)).equals(normal)) {
      throw new AssertionError(localPart + " is not stable");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "@",
        "ann",
        "ann@",
        "@example.com",
        "ann@example",
        "ann@localhost",
        "ann@@example.com",
        "ann@bob@example.com",
        ".ann@example.com",
        "ann.@example.com",
        "a..n@example.com",
        "ann@.example.com",
        "ann@example..com",
        "ann@example.com.",
        "ann@-example.com",
        "ann@example-.com",
        "ann@exam_ple.com",
        "ann@[127.0.0.1]",
        "ann@[IPv6:::1]",
        "ann@127.0.0.1",
        "\"ann\"@example.com",
        "\"a b\"@example.com",
        "Ann <ann@example.com>",
        "<ann@example.com>",
        "ann(comment)@example.com",
        "(comment)ann@example.com",
        "ann@(comment)example.com",
        "ann@example.com(comment)",
        "@a.example,@b.example:ann@example.com",
        "mailto:ann@example.com ",
        "ann @example.com",
        "ann@ example.com",
        "a nn@example.com",
        "a\u00a0nn@example.com",
        "ann@exam ple.com",
        "ann,bob@example.com",
        "ann@example.com,bob@example.com",
        "ann;@example.com",
        "a\tnn@example.com",
        "ann\n@example.com",
        "ann@example.com\nbcc:bob@example.com",
        "ann\u0000@example.com",
        "ann\u007f@example.com",
        "a\u202enn@example.com",
        "a\u2066nn@example.com",
        "a\u200fnn@example.com",
        "a\u200bnn@example.com",
        "a\u00adnn@example.com",
        "ann@exam\u200bple.com",
        "a\ud800nn@example.com",
        "ann\uff20example.com",
        "ann@example\u2100.com"
      })
  void an_invalid_address_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.of(text))
        .withMessageStartingWith("email must ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann@stra\u00dfe.example", "ann@\u03b1\u03c2.example"})
  void a_domain_on_which_the_standards_disagree_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.of(text))
        .withMessageContaining("IDNA 2003 and IDNA 2008 disagree about it");
  }

  @Test
  void an_address_of_254_characters_is_the_longest() {
    String domain = "@" + ("d".repeat(59) + ".").repeat(3) + "example";
    String longest = "a".repeat(64) + domain + "x".repeat(254 - 64 - domain.length());

    assertThat(EmailAddress.of(longest).value()).hasSize(254);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.of(longest + "x"))
        .withMessageStartingWith("email must ");
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 509, 1_000_000})
  void a_longer_text_is_refused(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailAddress.of("a".repeat(length) + "@example.com"))
        .withMessageStartingWith("email must ");
  }

  @Test
  void a_normalised_address_is_unchanged() {
    Samples.each(
        EmailAddressTest::address,
        address -> {
          EmailAddress user;
          try {
            user = EmailAddress.of(address);
          } catch (IllegalArgumentException refused) {
            return;
          }

          assertThat(EmailAddress.of(user.value())).isEqualTo(user);
          assertThat(EmailAddress.of(" " + user.value().toUpperCase(Locale.ROOT)))
              .isEqualTo(EmailAddress.of(user.value().toUpperCase(Locale.ROOT)));
        });
  }

  private static String address(Random random) {
    return part(random) + "@" + part(random) + ".example";
  }

  /** Returns any text, or one of letters that the normal form may alter. */
  private static String part(Random random) {
    return random.nextBoolean()
        ? Samples.text(random, 1, 6)
        : Samples.text(random, 1, 6, '\u00c0', '\u24ff');
  }

  @Test
  void case_does_not_count() {
    Samples.each(
        random -> "%s.+%s@x%s.example".formatted(word(random), word(random), word(random)),
        address ->
            assertThat(EmailAddress.of(address.toUpperCase(Locale.ROOT)))
                .isEqualTo(EmailAddress.of(address)));
  }

  private static String word(Random random) {
    return Samples.text(random, 1, 10, 'a', 'z')
        + Samples.text(random, 0, 5, '0', '9')
        + Samples.text(random, 0, 5, 'A', 'Z');
  }

  @Test
  void a_plain_address_is_what_reading_it_in_full_makes_of_it() {
    Samples.each(
        Samples.where(EmailAddress::isPlain, EmailAddressTest::likely),
        address -> assertThat(EmailAddress.parsed(address)).isEqualTo(address));
  }

  /** Returns what is an address of plain characters, or nearly one. */
  private static String likely(Random random) {
    String end = Samples.oneOf(random, "", ".com", ".c", ".co.uk", ".c1", ".1c", ".12");
    return likelyPart(random) + "@" + likelyPart(random) + end;
  }

  private static String likelyPart(Random random) {
    String sign =
        random.nextInt(7) == 0
            ? Samples.oneOf(random, "--", "..", ".-", "'")
            : Samples.oneOf(random, ".", "-", "_", "+", "");
    return likelyWord(random) + sign + likelyWord(random);
  }

  private static String likelyWord(Random random) {
    return Samples.oneOf(random, "a", "z", "1", "9x", "xn", "example", "n".repeat(61));
  }
}
