package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Options come from the command line, the environment, or a file. */
final class OptionDefaultsTest {

  @TempDir private Path directory;

  private final StringWriter err = new StringWriter();

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("orgtable.properties"), List.of(lines));
  }

  private int run(Map<String, String> environment, String... arguments) {
    return Main.commands(environment)
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  /** Returns the value of an option of a command. */
  private static Object value(Map<String, String> environment, String option, String... arguments) {
    CommandLine.ParseResult parsed = Main.commands(environment).parseArgs(arguments);
    return parsed.subcommand().commandSpec().findOption(option).getValue();
  }

  @Test
  void the_command_line_precedes_the_environment_and_that_the_file() throws IOException {
    String file = file("port=1", "rate-limit=1", "threads=1").toString();
    Map<String, String> environment =
        Map.of("ORGTABLE_PORT", "2", "ORGTABLE_RATE_LIMIT", "2", "ORGTABLE_CONFIG", file);
    String[] arguments = {"serve", "--port", "3"};

    assertThat(value(environment, "--port", arguments)).isEqualTo(3);
    assertThat(value(environment, "--rate-limit", arguments)).isEqualTo(2);
    assertThat(value(environment, "--threads", arguments)).isEqualTo(1);
    assertThat(value(environment, "--organisations-per-day", arguments)).isEqualTo(20);
  }

  @Test
  void the_file_of_the_command_line_replaces_that_of_the_environment() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "port=1");

    Object port =
        value(
            Map.of("ORGTABLE_CONFIG", other.toString()),
            "--port",
            "serve",
            "--config",
            file("port=2").toString());

    assertThat(port).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "P0D, 0", "PT1S, 1", "PT1M, 60", "PT60S, 60"})
  void credentials_are_cached_for_the_time_of_the_command_line(String time, long seconds) {
    assertThat(value(Map.of(), "--credential-cache", "serve", "--credential-cache", time))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT61S|must be 0 seconds to 1 minute",
        "P1D|must be 0 seconds to 1 minute",
        "0|it must be weeks",
        "PT-1S|it must be weeks"
      })
  void a_time_to_cache_credentials_out_of_range_is_refused(String time, String rule) {
    int code = run(Map.of(), "serve", "--memory", "--credential-cache", time);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--credential-cache", rule);
  }

  private static List<OptionSpec> serve() {
    return Main.commands(Map.of()).parseArgs("serve").subcommand().commandSpec().options();
  }

  static Stream<String> options() {
    return serve().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .map(OptionSpec::longestName)
        .filter(option -> !option.equals("--config"));
  }

  @ParameterizedTest
  @MethodSource("options")
  void every_option_of_the_server_can_be_in_the_environment_and_in_the_file(String option)
      throws IOException {
    String name = option.substring(2);
    String variable = "ORGTABLE_" + name.replace('-', '_').toUpperCase(Locale.ROOT);

    Optional<String> fromEnvironment = told(Map.of(variable, "?"), option, "serve");
    Optional<String> fromFile =
        told(Map.of(), option, "serve", "--config", file(name + "=?").toString());

    String taken = ".*\\?.*|Invalid value for option '" + option + "'.*";
    assertThat(fromFile.orElse("")).matches(taken);
    if (!List.of("--engine", "--dynoxide").contains(option)) { // which the engine reads itself
      assertThat(fromEnvironment.orElse("")).matches(taken);
    }
  }

  /** Returns the value of an option, or why it is refused. */
  private static Optional<String> told(
      Map<String, String> environment, String option, String... arguments) {
    try {
      return Optional.ofNullable(value(environment, option, arguments)).map(Object::toString);
    } catch (CommandLine.ParameterException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ORGTABLE_HELTH_PORT, ORGTABLE_HEALTH_PORT",
    "ORGTABLE_PORTS, ORGTABLE_PORT",
    "ORGTABLE_OIDC_CLIENTID, ORGTABLE_OIDC_CLIENT_ID"
  })
  void an_unknown_variable_is_refused_with_the_nearest(String variable, String nearest) {
    int code = run(Map.of(variable, "1"), "table", "template");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("unknown environment variable " + variable + "; did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORGTABLE_KEY", "ORGTABLE_API_KEY", "ORGTABLE_HEALTH", "ORGTABLE_"})
  void an_unknown_variable_that_is_not_misspelt_is_refused_with_what_to_do(String variable) {
    int code = run(Map.of(variable, "1"), "serve", "--threads", "1");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "unknown environment variable "
                + variable
                + ": names that begin with ORGTABLE_ are options of the server; unset it or rename"
                + " it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORGTABLE_TABLE", "ORGTABLE_DATA", "ORGTABLE_ENGINE"})
  void an_empty_variable_is_refused_with_what_to_do(String variable) {
    int code = run(Map.of(variable, ""), "serve", "--threads", "1");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("the environment variable " + variable + " is empty: unset it, or set a value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"helth-port", "config", "HEALTH_PORT", "orgtable.port", "h"})
  void an_unknown_property_is_refused(String name) throws IOException {
    String file = file(name + "=8081").toString();

    int code = run(Map.of(), "serve", "--threads", "0", "--config", file);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("unknown property " + name + " in " + file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port=1\\nport=2|the property port is defined twice",
        "port=\\u00x1|Malformed",
        "port=nine|Invalid value for option '--port'"
      })
  void a_malformed_file_is_refused(String content, String told) throws IOException {
    String file = file(content.replace("\\n", "\n").split("\n")).toString();

    int code = run(Map.of(), "serve", "--threads", "0", "--config", file);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(told).contains(file);
  }

  @Test
  void a_byte_order_mark_is_not_part_of_a_name() throws IOException {
    String file = file("\uFEFFport=8081").toString();

    assertThat(value(Map.of(), "--port", "serve", "--config", file)).isEqualTo(8081);
  }

  @Test
  void a_missing_file_is_named() {
    Path missing = directory.resolve("missing");

    int code = run(Map.of("ORGTABLE_CONFIG", missing.toString()), "serve", "--threads", "0");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).startsWith("--config " + missing + ": there is no " + missing);
  }

  @Test
  void a_refused_value_is_told_with_its_source() {
    int code = run(Map.of("ORGTABLE_DATA", "/srv"), "serve", "--memory", "--threads", "1");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--memory and --data exclude each other")
        .endsWith("--data is set by the environment variable ORGTABLE_DATA\n");
  }

  @Test
  void a_flag_can_be_overridden() {
    Map<String, String> environment = Map.of("ORGTABLE_MEMORY", "true");

    assertThat(value(environment, "--memory", "serve")).isEqualTo(true);
    assertThat(value(environment, "--memory", "serve", "--memory")).isEqualTo(true);
    assertThat(value(environment, "--memory", "serve", "--memory=false")).isEqualTo(false);
    assertThat(run(Map.of("ORGTABLE_PLAIN_HTTP", "yes"), "serve")).isEqualTo(2);
    assertThat(err.toString()).contains("'yes' is not a boolean");
  }

  @Test
  void several_values_are_separated_by_commas_and_replaced_as_a_whole() throws IOException {
    String file = file("console-operators=ann@example.com,bob@example.com").toString();
    Map<String, String> environment = Map.of("ORGTABLE_CONFIG", file);

    assertThat(value(environment, "--console-operators", "serve"))
        .isEqualTo(List.of("ann@example.com", "bob@example.com"));
    assertThat(
            value(
                environment,
                "--console-operators",
                "serve",
                "--console-operators",
                "c@example.com"))
        .isEqualTo(List.of("c@example.com"));
  }

  @Test
  void values_are_taken_as_they_are() {
    String value = "${env:HOME} $$ ${sys:user.home} %n \\";

    assertThat(value(Map.of("ORGTABLE_MAIL_FROM", value), "--mail-from", "serve")).isEqualTo(value);
  }

  @Test
  void other_commands_take_what_selects_the_table_and_nothing_else() {
    Map<String, String> environment = Map.of("ORGTABLE_TABLE", "one", "ORGTABLE_THREADS", "7");

    String[] demo = {"demo", "--users", "1", "--organisations", "1"};
    assertThat(value(environment, "--table", demo)).isEqualTo("one");
    assertThat(value(environment, "--threads", demo)).isNotEqualTo(7);
  }

  @Test
  void secrets_and_what_engines_read_are_not_options() {
    Map<String, String> environment =
        Map.of(
            "ORGTABLE_OIDC_CLIENT_SECRET", "s",
            "ORGTABLE_SMTP_PASSWORD", "s",
            "ORGTABLE_JAVA_OPTIONS", "-Xmx1g",
            "ORGTABLE_ENGINE", "dynoxide",
            "ORGTABLE_DYNOXIDE", "/usr/bin/dynoxide");

    assertThat(run(environment, "table", "template")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"engine, ORGTABLE_ENGINE, dynoxide", "dynoxide, ORGTABLE_DYNOXIDE, /bin/sh"})
  void the_variables_of_the_engines_have_precedence_over_the_file(
      String name, String variable, String value) throws IOException {
    String[] arguments = {"serve", "--config", file(name + "=" + value).toString()};

    assertThat(value(Map.of(), "--" + name, arguments)).isNotNull();
    assertThat(value(Map.of(variable, value), "--" + name, arguments)).isNull();
  }

  @Test
  void an_unknown_engine_in_the_environment_is_wrong_usage() {
    int code = run(Map.of("ORGTABLE_ENGINE", "dynalite"), "table", "template");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("the environment variable ORGTABLE_ENGINE: ")
        .contains("dynalite", "dynoxide", "dynamodb-local");
  }

  @Test
  void help_is_given_whatever_the_environment_has() {
    assertThat(run(Map.of("ORGTABLE_NO_SUCH", "1"), "serve", "--help")).isZero();
    assertThat(run(Map.of("ORGTABLE_NO_SUCH", "1"), "--version")).isZero();
  }

  @Test
  void the_sample_file_has_every_option_with_its_default() throws IOException {
    String sample = Files.readString(Path.of("..", "dist", "src", "orgtable.properties"));
    Properties properties = new Properties();
    properties.load(new StringReader(sample.replaceAll("(?m)^#(?! )", "")));

    assertThat(properties.stringPropertyNames().stream().map(name -> "--" + name))
        .containsExactlyInAnyOrderElementsOf(options().toList());
    assertThat(serve())
        .filteredOn(option -> option.defaultValue() != null && properties.containsKey(name(option)))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            option ->
                assertThat(properties.getProperty(name(option))).isEqualTo(option.defaultValue()));
  }

  private static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }
}
