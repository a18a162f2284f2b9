package dev.orgtable.cli.file;

import dev.orgtable.Cursor;
import dev.orgtable.store.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file with the events of all logs, as JSON Lines, that grows with each export by those of the
 * time since the one before. {@code FILE.state} records how much of it is valid, and how far a scan
 * of the table has come; {@code FILE.sha256} has the checksum of the whole file.
 */
public final class EventScanFile implements AutoCloseable {

  private static final long BETWEEN_STATES = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private final LineFile lines;
  private final EventScanState begun;
  private final Map<Integer, String> open;
  private final Lock lock = new ReentrantLock();
  private final long before;
  private long saved;
  private boolean whole;

  private EventScanFile(Path file, LineFile lines, EventScanState begun) {
    this.file = file;
    this.lines = lines;
    this.begun = begun;
    this.open = new TreeMap<>(begun.scan().open());
    this.before = lines.lines();
    this.saved = System.nanoTime() - BETWEEN_STATES;
  }

  /**
   * Opens a file to append to; creates it if there is none.
   *
   * @param table the identity of the table
   * @param segments the number of segments of a new scan; one that was interrupted keeps its own
   * @param settled the moment before which all events can be read
   * @throws IllegalArgumentException if the file is not one of this table and of all its logs, was
   *     changed since, or another process writes it
   */
  public static EventScanFile open(Path file, String table, int segments, Instant settled)
      throws IOException {
    EventScanState state = state(file, table, segments, settled);
    LineFile lines = LineFile.open(file, state.scan().bytes());
    boolean open = false;
    try {
      EventScanFile opened = new EventScanFile(file, lines, state);
      opened.save();
      open = true;
      return opened;
    } finally {
      if (!open) {
        lines.close();
      }
    }
  }

  private static EventScanState state(Path file, String table, int segments, Instant settled)
      throws IOException {
    Path beside = ExportState.beside(file);
    if (!Files.exists(beside)) {
      if (Files.exists(file) && Files.size(file) > 0) {
        throw new IllegalArgumentException(
            file + " already exists, and does not have the events of all logs: missing " + beside);
      }
      return begin(new ExportState(table, segments, 0, 0, Map.of()), segments, 0, settled);
    }
    EventScanState state = EventScanState.read(file);
    ExportState scan = state.scan();
    if (!scan.table().equals(table)) {
      throw new IllegalArgumentException(
          file + " has the events of " + scan.table() + ", not of " + table);
    }
    if (!Files.exists(file) && scan.bytes() > 0) {
      throw new IllegalArgumentException(
          file + " is missing: delete " + beside + " to begin anew with all events");
    }
    return scan.open().isEmpty() && settled.toEpochMilli() > state.until()
        ? begin(scan, segments, state.until(), settled)
        : state;
  }

  private static EventScanState begin(ExportState scan, int segments, long since, Instant settled) {
    Map<Integer, String> open = new TreeMap<>();
    Segment.all(segments).forEach(segment -> open.put(segment.number(), ""));
    return new EventScanState(
        new ExportState(scan.table(), segments, scan.items(), scan.bytes(), open),
        since,
        settled.toEpochMilli());
  }

  /** Returns the segments that are not complete, with their positions. */
  public List<Segment> left() {
    return begun.scan().left();
  }

  /** Returns whether an event of a time belongs to this scan. */
  public boolean holds(Instant time) {
    return begun.holds(time);
  }

  /** Returns the moment before which the events of this scan are. */
  public Instant until() {
    return Instant.ofEpochMilli(begun.until());
  }

  /** Returns the number of events written since the file was opened. */
  public long written() {
    return lines.lines() - before;
  }

  /**
   * Appends the events of a page of a segment. Thread-safe.
   *
   * @param events lines without their ends
   * @param next where the segment goes on; empty at its end
   */
  public void write(Segment segment, List<String> events, Optional<Cursor> next) {
    lock.lock();
    try {
      lines.append(events);
      next.map(Cursor::value)
          .ifPresentOrElse(
              place -> open.put(segment.number(), place), () -> open.remove(segment.number()));
      if (System.nanoTime() - saved >= BETWEEN_STATES) {
        save();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void save() throws IOException {
    lines.force();
    ExportState scan = begun.scan();
    ExportState now =
        new ExportState(scan.table(), scan.segments(), lines.lines(), lines.bytes(), open);
    new EventScanState(now, begun.since(), begun.until()).write(file);
    saved = System.nanoTime();
  }

  /** Stores that the scan is complete, and the checksum. */
  public Checksum finish() throws IOException {
    save();
    whole = true;
    return lines.finish();
  }

  /**
   * Saves the state, unless the scan is complete, and the checksum of what was written. If the
   * state cannot be saved, neither is the checksum, which would cover lines that the state does not
   * know.
   */
  @Override
  public void close() throws IOException {
    if (!whole) {
      try {
        save();
      } catch (IOException e) {
        lines.abandon();
        throw e;
      }
    }
    lines.close();
  }
}
