package dev.orgtable.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a file with the events of all logs, kept in {@code FILE.state}.
 *
 * @param scan the state of the last scan of the table; no segment is left when it is complete
 * @param since the time in milliseconds since 1970 at which the events of that scan begin
 * @param until the time in milliseconds since 1970 before which they are
 */
record EventScanState(ExportState scan, long since, long until) {

  private static final JsonMapper JSON = new JsonMapper();

  EventScanState {
    Objects.requireNonNull(scan);
    Objects.requireNonNull(scan.open());
  }

  static EventScanState read(Path file) throws IOException {
    Path beside = ExportState.beside(file);
    try {
      return JSON.readValue(Files.readString(beside), EventScanState.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(beside + " was not written by an export of events", e);
    }
  }

  void write(Path file) throws IOException {
    WholeFile.write(ExportState.beside(file), JSON.writeValueAsBytes(this));
  }

  boolean holds(Instant time) {
    return time.toEpochMilli() >= since && time.toEpochMilli() < until;
  }
}
