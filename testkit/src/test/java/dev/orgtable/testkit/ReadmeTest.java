package dev.orgtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in the README is the code that is tested. */
final class ReadmeTest {

  private static final Path TOUR = Path.of("src/test/java/dev/orgtable/testkit/QuickTourTest.java");
  private static final int MOST_LINES = 25;

  @Test
  void the_readme_shows_the_tour_that_runs() throws IOException {
    String source = Files.readString(TOUR);
    String tour = source.substring(source.indexOf("// tag::tour\n") + "// tag::tour\n".length());
    tour = tour.substring(0, tour.indexOf("// end::tour")).stripTrailing().stripIndent();

    String readme = Files.readString(Path.of("../README.md"));

    assertThat(readme).contains("```java\n" + tour + "\n```");
    assertThat(tour.lines().count()).isLessThan(MOST_LINES);
  }

  @Test
  void ci_runs_the_test_command_of_the_readme() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));

    assertThat(readme).contains("```sh\nmvn verify\n```");
    assertThat(Files.readString(Path.of("../.ci/run")))
        .contains("\nmvn verify \"${packages[@]}\"\n");
  }

  @Test
  void ci_fails_where_packages_cannot_be_run() throws IOException {
    assertThat(Files.readString(Path.of("../.ci/run")))
        .contains("\n.ci/packages ${CI:+--required}\n");
    assertThat(Files.readString(Path.of("../.github/workflows/ci.yml")))
        .containsPattern("\n {6}- run: sudo .*\\.ci/packages --required\n");
  }

  @Test
  void every_night_all_contracts_run_on_dynoxide_with_a_random_seed() throws IOException {
    String night = Files.readString(Path.of("../.ci/nightly"));

    assertThat(Files.readString(Path.of("../.github/workflows/nightly.yml")))
        .contains("\n  schedule:\n", "\n      - run: .ci/nightly\n");
    assertThat(night)
        .contains(
            "ORGTABLE_ENGINE=dynoxide", "mvn verify -Pnightly -pl contracts -am '-Dtest=*Contract'")
        .doesNotContain("excludedGroups");
  }

  @Test
  void every_decision_is_in_the_index_once() throws IOException {
    String index = Files.readString(Path.of("../docs/decisions/README.md"));

    try (Stream<Path> files = Files.list(Path.of("../docs/decisions"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("README.md"))
          .hasSizeGreaterThan(MOST_LINES)
          .allSatisfy(name -> assertThat(index).containsOnlyOnce("(" + name + ")"));
    }
  }
}
