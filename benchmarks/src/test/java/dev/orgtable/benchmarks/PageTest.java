package dev.orgtable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageTest {

  @TempDir private Path directory;

  @Test
  void a_section_that_is_written_again_takes_the_place_of_the_former_one() throws Exception {
    Path file = directory.resolve("page.md");
    Page page = new Page(file);
    page.write("one", "first");
    page.write("two", "second");
    Files.writeString(file, Files.readString(file) + "\nby hand\n");

    page.write("one", "newer");

    assertThat(Files.readString(file))
        .contains("newer", "second", "by hand")
        .doesNotContain("first");
  }

  @Test
  void rounds_tell_the_one_in_the_middle_and_the_spread() {
    Rounds rounds = Rounds.of(List.of(3.0, 1.0, 2.0, 10.0));

    assertThat(rounds).isEqualTo(new Rounds(2.5, 1, 10));
    assertThat(rounds.text(1)).isEqualTo("2.5 (1.0–10.0)");
  }
}
