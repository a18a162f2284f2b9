package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's quick start works as written. */
@Tag("slow")
final class QuickStartTest {

  private static final String START = "<!-- quick start -->\n```sh\n";
  private static final String END = "```";
  private static final String ALLOWED =
      "{\"member\":true,\"allowed\":true,\"groups\":[\"staff\"],\"services\":{}}";
  private static final String DENIED =
      "{\"member\":true,\"allowed\":false,\"groups\":[\"staff\"],\"services\":{}}";
  private static final String STRANGER =
      "{\"member\":false,\"allowed\":false,\"groups\":[],\"services\":{}}";

  @TempDir private Path directory;

  @Test
  void the_lines_of_the_readme_do_what_they_say() throws Exception {
    assumeTrue(isCurlThere(), "without curl, the quick start is not run");
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf(START) + START.length();
    String lines = readme.substring(start, readme.indexOf(END, start));
    String check = lines.strip().lines().reduce((before, last) -> last).orElseThrow();
    String denied = check.replace("group=staff", "group=owner");
    String stranger = denied.replace("bob@", "cat@");

    try (Program program = Program.start(directory, "serve", "--port", "0")) {
      String answer =
          run(
              String.join("\n", lines.strip(), denied, stranger)
                  .replace("otk_…", program.keys())
                  .replace("http://127.0.0.1:8080", program.uri()));

      assertThat(lines.lines().filter(line -> line.contains("api ")).count()).isEqualTo(6);
      assertThat(answer.lines().count()).as("each answer is a line").isEqualTo(7);
      assertThat(answer).endsWith(String.join("\n", ALLOWED, DENIED, STRANGER));
      assertThat(readme).contains("`" + ALLOWED + "`", "`" + DENIED + "`");
      assertThat(Files.readString(Path.of("..", "docs", "guides", "over-http.md")))
          .contains("`" + DENIED + "`", "`" + STRANGER + "`");
    }
  }

  private static boolean isCurlThere() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl")));
  }

  private static String run(String lines) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", lines)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    assertThat(bash.waitFor()).as(answer).isZero();
    return answer;
  }
}
