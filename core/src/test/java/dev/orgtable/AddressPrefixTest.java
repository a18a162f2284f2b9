package dev.orgtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches by address prefix: the ranges of the index, and the addresses that match. */
final class AddressPrefixTest {

  /** Every beginning of the address as it is written finds it, up to the whole of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com",
        "max@b\u00fccher.example",
        "max@shop.b\u00fccher.example",
        "MAX@B\u00dcCHER.Example",
        "max@xn--bcher-kva.example",
        "max@xu\u00e9-x.example",
        "max@\u00fcber-x.example",
        "max@\u4f8b\u5b50.\u4f8b\u5b50.example",
        "max@zo\u00eb.example",
        "jos\u00e9@example.com"
      })
  void every_beginning_of_an_address_finds_it(String written) {
    EmailAddress user = EmailAddress.of(written);

    for (int end = 0; end <= written.length(); end++) {
      AddressPrefix prefix = AddressPrefix.of("\u00a0" + written.substring(0, end) + " \u202f");

      assertThat(prefix.matches(user)).as(written.substring(0, end)).isTrue();
      assertThat(prefix.beginnings()).anyMatch(user.value()::startsWith).hasSizeLessThan(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "max@b\u00fcch, max@bucher.example",
    "max@b\u00fccher.example, max@bcher.example",
    "max@bch, max@xn--bcher-kva.example",
    "max@isik, max@xn--isk-jua.example",
    "\uff4dax@example.com, max@example.com",
    "\ufb01@example.com, fi@example.com",
    "fi@example.com, \ufb01@example.com",
    "max@example.com, maxi@example.com",
    "max@a@b, max@a.example",
    "max@.example, max@a.example"
  })
  void another_address_is_not_found(String prefix, String other) {
    AddressPrefix asked = AddressPrefix.of(prefix);

    assertThat(asked.matches(EmailAddress.of(other))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eve@fa\u00df.de",
        "eve@fa\u00df",
        "eve@\u03b1\u03c2",
        "\u212aen",
        "\u212aen@b.example",
        "\ufeffmax",
        "ma\u200bx@b.example",
        "max@b\u00ad.example"
      })
  void text_that_could_be_mistaken_for_another_is_refused_as_in_an_address(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressPrefix.of(prefix))
        .withMessageStartingWith("prefix must ");
  }

  @Test
  void a_prefix_that_no_address_can_have_finds_nobody() {
    assertThat(AddressPrefix.of("a".repeat(1000)).beginnings()).isEmpty();
    assertThat(AddressPrefix.of("max@" + "\u00fc".repeat(64)).beginnings()).isEmpty();
  }
}
