package dev.orgtable.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The guide for those who do not write Java does what it says. */
final class GuideOverHttpTest {

  private static final Path CODE = Path.of("src", "test", "guides", "onboarding.py");
  private static final Path GUIDE = Path.of("..", "docs", "guides", "over-http.md");
  private static final Pattern SHOWN = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

  @Test
  void the_code_of_the_guide_runs() throws IOException, InterruptedException {
    Assumptions.assumeTrue(hasPython(), "there is no python3");
    try (TestServer server = TestServer.start()) {
      ProcessBuilder python =
          new ProcessBuilder("python3", CODE.toString()).redirectErrorStream(true);
      python.environment().put("API", server.uri() + "/v1");
      python
          .environment()
          .put(
              "KEY",
              server.orgtable().apiKeys().create("app", Set.of(Scope.READ, Scope.WRITE)).secret());
      Process process = python.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(said.lines())
          .containsExactly(
              "Ann invites you to Acme Ltd. What is your name?",
              "bob@example.com is a member already.",
              "You may not invite.",
              "True False",
              "email must be an address like name@example.com");
    }
  }

  @Test
  void the_guide_shows_the_code() throws IOException {
    String code = Files.readString(CODE);

    List<String> shown =
        SHOWN
            .matcher(Files.readString(GUIDE))
            .results()
            .map(found -> found.group(1).strip())
            .toList();

    assertThat(shown).hasSize(5).allSatisfy(each -> assertThat(code).contains(each));
  }

  private static boolean hasPython() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, "python3")));
  }
}
