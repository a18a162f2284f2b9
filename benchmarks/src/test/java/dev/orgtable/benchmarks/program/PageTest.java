package dev.orgtable.benchmarks.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.orgtable.benchmarks.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageTest {

  @TempDir private Path directory;

  @Test
  void a_section_that_is_written_again_takes_the_place_of_the_former_one() throws Exception {
    Path file = directory.resolve("page.md");
    write(file, "one", "first");
    write(file, "two", "second");
    Files.writeString(file, Files.readString(file) + "\nby hand\n");

    write(file, "one", "newer");

    assertThat(Files.readString(file))
        .containsSubsequence("newer", "second", "by hand")
        .doesNotContain("first");
  }

  @Test
  void paragraphs_are_wrapped_and_tables_are_not() throws Exception {
    String paragraph = "word ".repeat(60).strip();
    String table = "| " + "cell ".repeat(60) + "|";
    Path file = directory.resolve("page.md");

    write(file, "one", paragraph + "\n\n" + table);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).contains(table).doesNotContain(paragraph);
    assertThat(lines).filteredOn(line -> line.startsWith("word")).hasSize(3);
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("|"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
  }

  @Test
  void plots_go_to_a_directory_beside_the_page() throws Exception {
    Path drawn = Files.createDirectory(directory.resolve("drawn"));
    Files.writeString(drawn.resolve("one.svg"), "plot");

    new Page(directory.resolve("page.md")).write("one", "first", drawn);

    assertThat(directory.resolve("performance/one.svg")).hasContent("plot");
  }

  @ParameterizedTest
  @CsvSource({
    "one two /two, <!-- end of one --> is missing",
    "one /one two, <!-- end of two --> is missing",
    "one two /one /two, <!-- end of one --> is missing",
    "one /one two /two one /one, one --> occurs twice",
    "one /one /one, <!-- end of one --> occurs twice",
    "/one, <!-- end of one --> has no beginning",
  })
  void marks_that_do_not_pair_are_named(String marks, String fault) throws Exception {
    Path file = directory.resolve("page.md");
    Files.writeString(file, marks(marks));

    Optional<String> said = new Page(file).fault();

    assertThat(said.orElseThrow()).contains(fault);
  }

  @Test
  void nothing_is_written_where_marks_do_not_pair() throws Exception {
    Path file = directory.resolve("page.md");
    String text = marks("one two /two");
    Files.writeString(file, text);

    ThrowingCallable write = () -> write(file, "one", "newer");

    assertThatIllegalStateException().isThrownBy(write).withMessageContaining("end of one");
    assertThat(file).hasContent(text);
  }

  @Test
  void a_page_that_is_a_directory_is_refused() throws Exception {
    Optional<String> said = new Page(directory).fault();

    assertThat(said.orElseThrow()).contains("is a directory");
  }

  @Test
  void a_page_in_no_directory_is_refused() throws Exception {
    Optional<String> said = new Page(directory.resolve("none/page.md")).fault();

    assertThat(said.orElseThrow()).contains("none is not a writable directory");
  }

  @Test
  void rounds_tell_the_one_in_the_middle_and_the_spread() {
    Rounds rounds = Rounds.of(List.of(3.0, 1.0, 2.0, 10.0));

    assertThat(rounds).isEqualTo(new Rounds(2.5, 1, 10));
    assertThat(rounds.text(1)).isEqualTo("2.5 (1.0–10.0)");
  }

  private void write(Path file, String part, String section) throws IOException {
    new Page(file).write(part, section, Files.createTempDirectory(directory, "plots"));
  }

  /** Returns a page with markers: a section's beginning by its name, its end with a slash. */
  private static String marks(String names) {
    StringBuilder text = new StringBuilder("before\n");
    for (String name : names.split(" ", -1)) {
      text.append(
          name.startsWith("/")
              ? "<!-- end of " + name.substring(1) + " -->\n"
              : "<!-- " + name + ": written by ./orgtable bench " + name + " -->\n");
    }
    return text.toString();
  }
}
