package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;

/** Every command in the documents is one that the program understands. It is parsed, not run. */
final class DocumentedCommandsTest {

  private static final Pattern SHELL = Pattern.compile("```(?:sh|bash)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");

  /** A call, after a prompt or variables of the environment, up to a comment. */
  private static final Pattern CALL =
      Pattern.compile(
          "^(?:\\w+=\\S+ )*(?:\\./|bin/)?orgtable ((?!bench)[a-z]+(?: [^#]*?)?)(?: *#.*)?$");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final CommandLine commands = Main.commands(Map.of());

  private static List<String> calls(Path page) throws IOException {
    String text = Files.readString(page);
    List<String> lines = new ArrayList<>();
    SHELL
        .matcher(text)
        .results()
        .map(block -> block.group(1).replaceAll("\\\\\n\\s*", ""))
        .forEach(block -> lines.addAll(block.lines().toList()));
    INLINE
        .matcher(text.replaceAll("(?s)```.*?```", ""))
        .results()
        .forEach(code -> lines.add(code.group(1).replaceAll("\\s+", " ")));
    return lines.stream()
        .filter(line -> !line.contains("…"))
        .map(CALL::matcher)
        .filter(Matcher::matches)
        .map(call -> call.group(1))
        .toList();
  }

  private static String[] words(String call) {
    return WORD.matcher(call)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }

  @Test
  void every_command_in_the_documents_is_understood() throws IOException {
    List<String> calls = new ArrayList<>(calls(Path.of("../README.md")));
    try (Stream<Path> documents = Files.walk(Path.of("../docs"))) {
      for (Path page : documents.filter(each -> each.toString().endsWith(".md")).toList()) {
        calls.addAll(calls(page));
      }
    }

    assertThat(calls)
        .hasSizeGreaterThan(40)
        .allSatisfy(
            call ->
                assertThatCode(() -> parse(call))
                    .as("orgtable " + call)
                    .doesNotThrowAnyException());
  }

  /** Parses a call, of which a text may mention the command alone. */
  private void parse(String call) {
    try {
      commands.parseArgs(words(call));
    } catch (MissingParameterException e) {
      assertThat(call).as(e.getMessage()).matches("[a-z]+( [a-z]+)?");
    }
  }
}
