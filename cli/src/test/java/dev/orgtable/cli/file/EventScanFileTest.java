package dev.orgtable.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.store.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of an export of all logs, where what is stored beside it cannot be written. */
final class EventScanFileTest {

  private static final Instant SETTLED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Segment ONLY = Segment.all(1).get(0);

  @TempDir private Path directory;

  private EventScanFile open(Path file) throws IOException {
    return EventScanFile.open(file, "here/orgtable", 1, SETTLED);
  }

  @Test
  void each_moment_is_in_one_export() throws IOException {
    Path file = directory.resolve("events.jsonl");
    try (EventScanFile first = open(file)) {
      assertThat(first.holds(SETTLED.minusMillis(1))).isTrue();
      assertThat(first.holds(SETTLED)).isFalse();
      first.write(ONLY, List.of(), Optional.empty());
      first.finish();
    }

    Instant later = SETTLED.plusSeconds(1);
    try (EventScanFile second = EventScanFile.open(file, "here/orgtable", 1, later)) {
      assertThat(second.holds(SETTLED.minusMillis(1))).isFalse();
      assertThat(second.holds(SETTLED)).isTrue();
      assertThat(second.holds(later.minusMillis(1))).isTrue();
      assertThat(second.holds(later)).isFalse();
    }
  }

  @Test
  void an_export_goes_on_after_its_state_could_not_be_written() throws IOException {
    Path file = directory.resolve("events.jsonl");
    Path inTheWay = directory.resolve("events.jsonl.state.new");
    EventScanFile first = open(file);
    first.write(ONLY, List.of("one", "two"), Optional.empty());
    Files.createDirectories(inTheWay.resolve("full"));
    assertThatThrownBy(first::close).isInstanceOf(IOException.class);
    Files.delete(inTheWay.resolve("full"));
    Files.delete(inTheWay);

    try (EventScanFile again = open(file)) {
      again.write(ONLY, List.of("one", "two"), Optional.empty());
      again.finish();
    }

    assertThat(file).hasContent("one\ntwo\n");
    assertThat(Files.readString(directory.resolve("events.jsonl.sha256"))).startsWith("# 2 items");
  }
}
