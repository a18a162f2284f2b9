package dev.orgtable.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a brand may be. */
final class BrandTest {

  private static final String SVG =
      "<?xml version=\"1.0\"?><!-- a logo --><svg xmlns=\"http://www.w3.org/2000/svg\"><path/></svg>";

  @TempDir private Path directory;

  private Path file(byte[] content) throws Exception {
    return Files.write(directory.resolve("logo"), content);
  }

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a0000000d, image/png, true",
    "ffd8ffe000104a464946, image/jpeg, true",
    "524946460000000057454250, image/webp, true"
  })
  void the_content_says_what_a_logo_is(String start, String type, boolean mailed) throws Exception {
    Logo logo = Logo.read(file(HexFormat.of().parseHex(start)));

    assertThat(logo.type()).isEqualTo(type);
    assertThat(logo.isFitForMail()).isEqualTo(mailed);
  }

  @Test
  void a_logo_may_be_a_document_of_svg() throws Exception {
    Logo logo = Logo.read(file(SVG.getBytes(StandardCharsets.UTF_8)));

    assertThat(logo.type()).isEqualTo("image/svg+xml");
    assertThat(logo.isFitForMail()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GIF89a",
        "<html/>",
        "<svg/>",
        "<svg xmlns='http://www.w3.org/2000/svg'>",
        "<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
            + "<svg xmlns='http://www.w3.org/2000/svg'>&e;</svg>"
      })
  void something_else_is_refused(String content) throws Exception {
    Path file = file(content.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> Logo.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("must be a PNG, JPEG, WebP or SVG image: " + file);
  }

  @Test
  void a_drawing_may_have_a_document_type_and_comments() throws Exception {
    String content =
        "<?xml version='1.0'?><!-- drawn --><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'"
            + " 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>"
            + "<svg xmlns='http://www.w3.org/2000/svg'><title>Boards</title></svg>";

    Logo logo = Logo.read(file(content.getBytes(StandardCharsets.UTF_8)));

    assertThat(logo.type()).isEqualTo("image/svg+xml");
  }

  @Test
  void a_logo_that_is_too_large_or_missing_is_refused() throws Exception {
    Path large = file(new byte[Logo.MOST_BYTES + 1]);
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> Logo.read(large)).hasMessageContaining("must have at most 256 KB");
    assertThatThrownBy(() -> Logo.read(missing)).hasMessageContaining("cannot be read: " + missing);
  }

  @Test
  void a_logo_needs_a_name() throws Exception {
    Optional<Logo> logo = Optional.of(Logo.read(file(SVG.getBytes(StandardCharsets.UTF_8))));

    assertThatThrownBy(() -> new Brand("", logo, Optional.empty()))
        .hasMessageContaining("is needed for a logo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"red", "#12345", "#1234567", "0b7a7g", "", "#fff"})
  void a_colour_has_six_digits(String colour) {
    assertThatThrownBy(() -> new Colour(colour))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("must be six hexadecimal digits, such as 0b7a75");
  }

  @ParameterizedTest
  @CsvSource({"0B7A75, #0b7a75, #ffffff", "#ffd400, #ffd400, #000000", "777777, #777777, #000000"})
  void text_on_a_colour_is_white_or_black(String given, String value, String ink) {
    Colour colour = new Colour(given);

    assertThat(colour.value()).isEqualTo(value);
    assertThat(colour.ink()).isEqualTo(ink);
  }

  @Test
  void text_can_be_read_on_every_colour() {
    for (int red = 0; red < 256; red += 5) {
      for (int green = 0; green < 256; green += 5) {
        for (int blue = 0; blue < 256; blue += 5) {
          Colour colour = new Colour("%02x%02x%02x".formatted(red, green, blue));

          assertThat(colour.contrast(colour.ink())).as(colour.value()).isGreaterThanOrEqualTo(4.5);
        }
      }
    }
  }
}
