package dev.orgtable.cli.file;

import dev.orgtable.Cursor;
import dev.orgtable.store.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far an export has come: kept in {@code FILE.state} until it is done.
 *
 * @param table which table
 * @param segments into how many it is divided
 * @param items how many items are written
 * @param bytes how many bytes of the file hold them; what follows does not count
 * @param open where to go on in each segment that has not ended, empty for its beginning
 */
public record ExportState(
    String table, int segments, long items, long bytes, Map<Integer, String> open) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns where the state of an export stands: beside its file. */
  public static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".state");
  }

  static ExportState read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(beside(file)), ExportState.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(beside(file) + " is not what an export writes", e);
    }
  }

  void write(Path file) throws IOException {
    WholeFile.write(beside(file), JSON.writeValueAsBytes(this));
  }

  /** Returns what is still to be read. */
  List<Segment> left() {
    return open.entrySet().stream()
        .map(
            entry ->
                new Segment(
                    entry.getKey(),
                    segments,
                    Optional.of(entry.getValue())
                        .filter(place -> !place.isEmpty())
                        .map(Cursor::new)))
        .toList();
  }
}
