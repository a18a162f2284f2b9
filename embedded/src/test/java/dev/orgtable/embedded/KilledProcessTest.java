package dev.orgtable.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A directory survives a writing process, however that ends. */
@Tag("slow")
@ParameterizedClass
@MethodSource("dev.orgtable.embedded.Available#engines")
final class KilledProcessTest {

  private final Engines engines;

  private static final int ROUNDS = 3;
  private static final int WRITES = 50;

  @TempDir Path directory;

  KilledProcessTest(Engines engines) {
    this.engines = engines;
  }

  @Test
  void every_acknowledged_write_survives_a_killed_process() throws Exception {
    int last = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      int before = last;
      try (ForkedWriter writer = ForkedWriter.start(engines, directory, before + 1)) {
        writer.awaitNumbers(WRITES);

        last = Math.max(before + WRITES, writer.kill());
      }

      List<Integer> acknowledged = IntStream.rangeClosed(1, last).boxed().toList();
      try (Engine engine = engines.on(directory)) {
        assertThat(new Numbers(engine.client()).all()).containsAll(acknowledged);
      }
    }
  }

  @Test
  void a_directory_of_another_process_is_refused_until_that_has_ended() throws Exception {
    try (ForkedWriter writer = ForkedWriter.start(engines, directory, 1)) {
      writer.awaitNumbers(1);

      assertThatThrownBy(() -> engines.on(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(directory.toString());

      writer.kill();
    }
    engines.on(directory).close();
  }

  @Test
  void another_process_is_refused_the_directory_of_this_one() throws Exception {
    try (Engine engine = engines.on(directory);
        ForkedWriter writer = ForkedWriter.start(engines, directory, 1)) {
      assertThat(writer.line()).contains("in use").contains(directory.toString());
      assertThat(engine.client().listTables().tableNames()).isEmpty();
    }
  }
}
