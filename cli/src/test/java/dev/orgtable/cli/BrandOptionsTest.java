package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A brand that cannot be shown is refused before anything starts. */
final class BrandOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--brand-colour teal|--brand-colour must be six hexadecimal digits, such as 0b7a75: teal",
        "--brand-logo pom.xml|--brand-logo must be a PNG, JPEG, WebP or SVG image: pom.xml",
        "--brand-logo none.svg --brand-name B|--brand-logo cannot be read: none.svg",
        "--brand-logo ../server/src/main/resources/console/assets/icon.svg|--brand-name is needed"
            + " for a logo",
        "--brand-name 12345678901234567890123456789012345678901234567890x|--brand-name must have"
            + " at most 50 characters",
      })
  void each_message_names_the_option(String options, String told) {
    StringWriter error = new StringWriter();
    CommandLine commands = Main.commands(Map.of()).setErr(new PrintWriter(error));

    int exit = commands.execute(("serve --memory --port 0 " + options).split(" "));

    assertThat(exit).isEqualTo(2);
    assertThat(error.toString()).startsWith(told);
  }
}
