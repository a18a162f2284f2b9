package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

final class UsageTest {

  private final StringWriter err = new StringWriter();

  static Stream<CommandLine> commands() {
    return all(Main.commands(Map.of()));
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(UsageTest::all));
  }

  /** Returns the options that a help describes, in its order. */
  private static List<String> described(String help) {
    return Pattern.compile("(?m)^  (?:-[a-zA-Z], |    )(--[a-z-]+)")
        .matcher(help)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void the_help_of_a_command_describes_each_option_once(CommandLine command) {
    assertThat(described(command.getUsageMessage()))
        .containsExactlyInAnyOrderElementsOf(
            command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void the_value_of_an_option_has_a_name_for_people(CommandLine command) {
    assertThat(command.getCommandSpec().args())
        .filteredOn(argument -> argument.arity().max() > 0)
        .extracting(ArgSpec::paramLabel)
        .allMatch(label -> label.matches("[A-Z:|a-z]+") && !label.contains("<"));
  }

  @Test
  void the_help_of_serve_has_sections() {
    CommandLine serve =
        Objects.requireNonNull(Main.commands(Map.of()).getSubcommands().get("serve"));
    String help = serve.getUsageMessage();

    assertThat(Pattern.compile("(?m)^([A-Z].*):$").matcher(help).results())
        .extracting(MatchResult::group)
        .startsWith("Server:", "Table:", "Sign-in and access of people:", "Invitations and mail:");
    assertThat(help.substring(help.indexOf("Table:"), help.indexOf("Sign-in and")))
        .contains("--memory", "--table", "--create-table", "--engine", "--data")
        .doesNotContain("--port");
  }

  @ParameterizedTest
  @CsvSource({
    "serve --prot 8131, Did you mean: --port?, orgtable serve --help",
    "table verify --segmnets 2, Did you mean: --segments?, orgtable table verify --help",
    "srve, Did you mean: orgtable serve, orgtable --help",
    "table verfy, Did you mean: table verify?, orgtable table --help",
    "serve --port abc, 'abc', orgtable serve --help",
    "demo, --users, orgtable demo --help"
  })
  void a_mistake_is_told_in_few_lines_with_what_was_meant(String line, String told, String help) {
    run(line.split(" "));

    assertThat(err.toString()).contains(told).endsWith("Try: " + help + "\n");
    assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void a_command_without_its_subcommand_shows_which_there_are() {
    run("table");

    assertThat(err.toString()).contains("is missing", "verify  ", "repair  ");
  }

  private void run(String... arguments) {
    int code = Main.commands(Map.of()).setErr(new PrintWriter(err, true)).execute(arguments);

    assertThat(code).isEqualTo(2);
  }
}
