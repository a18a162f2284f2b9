package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Options that cannot be used are refused by their names before anything starts. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ServeOptionsTest {

  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @TempDir private Path directory;

  private static String refusal(String options) {
    StringWriter error = new StringWriter();
    CommandLine commands = Main.commands(Map.of()).setErr(new PrintWriter(error));

    int exit = commands.execute(("serve --memory --port 0 " + options).split(" "));

    assertThat(exit).isEqualTo(2);
    return error.toString();
  }

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
        "--webhook-plain-http|--webhook-plain-http needs --webhook-key-file",
        "--webhook-key-file none|cannot read --webhook-key-file none",
      })
  void each_message_names_the_option(String options, String told) {
    assertThat(refusal(options)).startsWith(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", KEY + "\nc2hvcnQtc2VjcmV0", "not Base64: " + KEY})
  void a_file_without_usable_keys_is_refused_and_nothing_of_it_shown(String content)
      throws IOException {
    Path file = directory.resolve("keys");
    Files.writeString(file, content);

    assertThat(refusal("--webhook-key-file " + file))
        .startsWith("--webhook-key-file must be ")
        .doesNotContain("c2hvcnQtc2VjcmV0", KEY);
  }

  @Test
  void at_most_ten_keys_are_used() throws IOException {
    Path file = directory.resolve("keys");
    Files.writeString(file, (KEY + "\n").repeat(11));

    assertThat(refusal("--webhook-key-file " + file))
        .startsWith("--webhook-key-file must be 1 to 10 keys");
  }
}
