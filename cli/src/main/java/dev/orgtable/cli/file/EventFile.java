package dev.orgtable.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file with the events of one log, as JSON Lines, that grows with each export. A line that an
 * interrupted export left incomplete is removed by the next one. {@code FILE.sha256} has the
 * checksum of the whole file.
 */
public final class EventFile implements AutoCloseable {

  /** What each line begins with. */
  private static final String START = "{\"id\":\"";

  private final LineFile lines;

  private EventFile(LineFile lines) {
    this.lines = lines;
  }

  /**
   * Opens a file to append to; creates it if there is none.
   *
   * @throws IllegalArgumentException if the file is not one of events of a single log, was changed
   *     since, or another process writes it
   */
  public static EventFile open(Path file) throws IOException {
    if (Files.exists(ExportState.beside(file))) {
      throw new IllegalArgumentException(
          file + " has the events of all logs: see " + ExportState.beside(file));
    }
    LineFile lines = LineFile.open(file, LineFile.WHOLE_LINES);
    String rest = lines.rest();
    if (lines.lines() == 0 && !rest.startsWith(START) && !START.startsWith(rest)) {
      lines.close();
      throw new IllegalArgumentException(file + " does not have the events of a log");
    }
    return new EventFile(lines);
  }

  /** Returns the last line; empty if there is none. */
  public Optional<String> last() {
    return lines.lines() == 0 ? Optional.empty() : Optional.of(lines.last());
  }

  /** Appends lines, without their ends. */
  public void write(List<String> events) throws IOException {
    lines.append(events);
  }

  /** Stores the checksum, once everything is on the disk. */
  public Checksum finish() throws IOException {
    return lines.finish();
  }

  /** Closes the file; if something was written, with its checksum. */
  @Override
  public void close() throws IOException {
    lines.close();
  }
}
