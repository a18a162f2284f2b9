package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Trusted proxies are addresses or ranges. */
final class ProxyRangeTest {

  private final ProxyRange.OfText texts = new ProxyRange.OfText();

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.7/32",
    "10.0.0.0/16, 10.0.0.0/16",
    "localhost, 127.0.0.1/32",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1/128",
    "2001:db8::/32, 2001:db8:0:0:0:0:0:0/32"
  })
  void an_address_is_a_range_of_one(String text, String cidr) {
    assertThat(texts.convert(text)).isEqualTo(new ProxyRange(cidr));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " 10.0.0.7", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/1/6", "/16", "10.0.0.0/x"})
  void a_text_that_is_neither_address_nor_range_is_refused(String text) {
    assertThatThrownBy(() -> texts.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' is neither an address nor a range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0"})
  void a_range_of_all_addresses_is_refused(String text) {
    assertThatThrownBy(() -> texts.convert(text)).isInstanceOf(TypeConversionException.class);
  }
}
