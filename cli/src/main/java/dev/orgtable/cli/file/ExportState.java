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
 * The state of an export, kept in {@code FILE.state} until the export is complete.
 *
 * @param table the table's identity
 * @param segments the number of segments
 * @param items the number of items written
 * @param bytes the length of the valid part of the file
 * @param open the position in each incomplete segment; empty at its beginning
 */
public record ExportState(
    String table, int segments, long items, long bytes, Map<Integer, String> open) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the path of the state of an export. */
  public static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".state");
  }

  static ExportState read(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readString(beside(file)), ExportState.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(beside(file) + " was not written by an export", e);
    }
  }

  void write(Path file) throws IOException {
    WholeFile.write(beside(file), JSON.writeValueAsBytes(this));
  }

  /** Returns the segments that are not complete, with their positions. */
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
