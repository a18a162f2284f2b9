package dev.orgtable.cli.file;

import dev.orgtable.Cursor;
import dev.orgtable.Page;
import dev.orgtable.store.Segment;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The file that an export writes. Until it is complete it is called {@code FILE.part}, and {@code
 * FILE.state} records how much of it is valid. If compressed, each page is a separate gzip member.
 */
public final class ExportFile implements AutoCloseable {

  private static final JsonFactory JSON = JsonFactory.builder().rootValueSeparator("\n").build();
  private static final long BETWEEN_STATES = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest;
  private final Lock lock = new ReentrantLock();
  private final String table;
  private final int segments;
  private final Map<Integer, String> open;
  private long items;
  private long bytes;
  private long saved;
  private boolean whole;

  private ExportFile(Path file, FileChannel channel, MessageDigest digest, ExportState state) {
    this.file = file;
    this.channel = channel;
    this.digest = digest;
    this.table = state.table();
    this.segments = state.segments();
    this.open = new TreeMap<>(state.open());
    this.items = state.items();
    this.bytes = state.bytes();
    this.saved = System.nanoTime() - BETWEEN_STATES;
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /**
   * Creates a file.
   *
   * @throws IllegalArgumentException if the file exists, complete or in part
   */
  public static ExportFile begin(Path file, String table, int segments) throws IOException {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(file + " already exists");
    }
    if (Files.exists(part(file)) || Files.exists(ExportState.beside(file))) {
      throw new IllegalArgumentException(
          "an export to "
              + file
              + " was interrupted: use --resume to continue it, or delete "
              + part(file)
              + " and "
              + ExportState.beside(file));
    }
    Map<Integer, String> open = new TreeMap<>();
    Segment.all(segments).forEach(segment -> open.put(segment.number(), ""));
    ExportState state = new ExportState(table, segments, 0, 0, open);
    FileChannel channel = OwnerFile.create(part(file));
    try {
      state.write(file);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(part(file));
      throw cannotWrite(file, e);
    }
    return new ExportFile(file, channel, Checksum.digest(), state);
  }

  /**
   * Reopens a file to continue an export.
   *
   * @throws IllegalArgumentException if there is no interrupted export of this table, or its file
   *     was modified
   */
  public static ExportFile resume(Path file, String table) throws IOException {
    if (!Files.exists(ExportState.beside(file))) {
      throw new IllegalArgumentException(
          "there is no export to continue: missing " + ExportState.beside(file));
    }
    ExportState state = ExportState.read(file);
    if (!state.table().equals(table)) {
      throw new IllegalArgumentException(
          "the export to " + file + " is of " + state.table() + ", not of " + table);
    }
    if (Files.exists(file) && !Files.exists(part(file))) {
      Files.delete(ExportState.beside(file));
      throw new IllegalArgumentException(file + " is already complete");
    }
    FileChannel channel = FileChannel.open(part(file), StandardOpenOption.WRITE);
    OwnerFile.restrict(part(file));
    try {
      if (channel.tryLock() == null) {
        throw new IllegalArgumentException("another process is writing " + part(file));
      }
      return new ExportFile(file, channel, digest(file, channel, state), state);
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      throw e;
    }
  }

  /** Truncates the file to its valid part, and returns the digest of that part. */
  private static MessageDigest digest(Path file, FileChannel channel, ExportState state)
      throws IOException {
    MessageDigest digest = Checksum.digest();
    boolean shorter = channel.size() < state.bytes();
    channel.truncate(state.bytes());
    if (shorter || lines(file, state.bytes(), digest) != state.items()) {
      throw new IllegalArgumentException(
          part(file) + " was modified: delete it and " + ExportState.beside(file));
    }
    return digest;
  }

  private static long lines(Path file, long bytes, MessageDigest digest) throws IOException {
    if (bytes == 0) {
      return 0;
    }
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream content = ItemReader.content(part(file), ItemReader.isCompressed(file))) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
        for (int at = 0; at < read; at++) {
          lines += buffer[at] == '\n' ? 1 : 0;
        }
      }
    } catch (ZipException | EOFException e) {
      return -1;
    }
    return lines;
  }

  /** Returns the segments that are not complete, with their positions. */
  public List<Segment> left() {
    return state().left();
  }

  /** Returns the number of items written. */
  public long items() {
    return items;
  }

  private ExportState state() {
    return new ExportState(table, segments, items, bytes, open);
  }

  /** Writes a page of a segment. Thread-safe. */
  public void write(Segment segment, Page<Map<String, AttributeValue>> page) {
    byte[] content = content(page.items());
    try {
      byte[] stored = ItemReader.isCompressed(file) ? compressed(content) : content;
      lock.lock();
      try {
        ByteBuffer rest = ByteBuffer.wrap(stored);
        while (rest.hasRemaining()) {
          channel.write(rest, bytes + rest.position());
        }
        bytes += stored.length;
        digest.update(content);
        items += page.items().size();
        page.next()
            .map(Cursor::value)
            .ifPresentOrElse(
                place -> open.put(segment.number(), place), () -> open.remove(segment.number()));
        if (System.nanoTime() - saved >= BETWEEN_STATES) {
          save();
        }
      } finally {
        lock.unlock();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(cannotWrite(file, e));
    }
  }

  private static IOException cannotWrite(Path file, IOException e) {
    return new IOException(
        part(file)
            + ": cannot write: "
            + e.getMessage()
            + "; free some space and continue with --resume",
        e);
  }

  private static byte[] content(List<Map<String, AttributeValue>> items) {
    if (items.isEmpty()) {
      return new byte[0];
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), content)) {
      AttributeJson attributes = new AttributeJson(json);
      items.forEach(attributes::write);
    }
    content.write('\n');
    return content.toByteArray();
  }

  private static byte[] compressed(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.toByteArray();
  }

  private void save() throws IOException {
    channel.force(false);
    state().write(file);
    saved = System.nanoTime();
  }

  /**
   * Renames the complete file, and writes its checksum beside it.
   *
   * @return the checksum
   */
  public Checksum finish() throws IOException {
    try {
      return makeWhole();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private Checksum makeWhole() throws IOException {
    save();
    Checksum checksum = Checksum.of(digest, items);
    checksum.write(file);
    channel.truncate(bytes);
    channel.force(true);
    Files.move(part(file), file, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(ExportState.beside(file));
    whole = true;
    return checksum;
  }

  /** Saves the state, unless the export is complete. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (!whole) {
        save();
      }
    }
  }
}
