package dev.orgtable.cli.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * A file of lines that grows with each run: locked, created for its owner only, with the checksum
 * of its lines in {@code FILE.sha256}. What an interrupted run left behind the valid lines is
 * removed by the first write, so that a file that turns out to be another one is unchanged.
 */
final class LineFile implements AutoCloseable {

  /** Reads a file up to its last whole line. */
  static final long WHOLE_LINES = Long.MAX_VALUE;

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 1 << 24;
  private static final char END = '\n';

  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest = Checksum.digest();
  private byte[] last = {};
  private byte[] rest = {};
  private long lines;
  private long bytes;
  private boolean begun;
  private boolean finished;

  private LineFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file; creates it if there is none.
   *
   * @param valid the length of its valid part in bytes, which ends a line, or {@link #WHOLE_LINES}
   * @throws IllegalArgumentException if another process writes it, it is shorter, or lines that
   *     {@code FILE.sha256} covers were changed
   */
  static LineFile open(Path file, long valid) throws IOException {
    boolean exists = Files.exists(file);
    FileChannel channel =
        exists
            ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : OwnerFile.create(file);
    boolean open = false;
    try {
      if (channel.tryLock() == null) {
        throw new IllegalArgumentException("another process is writing " + file);
      }
      LineFile opened = new LineFile(file, channel);
      if (exists) {
        opened.read(valid);
      }
      open = true;
      return opened;
    } finally {
      if (!open) {
        channel.close();
      }
    }
  }

  private void read(long valid) throws IOException {
    Optional<Checksum> stored = Checksum.read(file);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (bytes < valid && channel.read(buffer) >= 0) {
      int from = 0;
      for (int at = 0; at < buffer.position() && bytes < valid; at++) {
        if (buffer.get(at) == END) {
          line.write(buffer.array(), from, at + 1 - from);
          from = at + 1;
          whole(line.toByteArray());
          line.reset();
          if (stored.filter(checksum -> checksum.items() == lines).isPresent()) {
            stored.get().require(file, Checksum.soFar(digest, lines));
          }
        }
      }
      line.write(buffer.array(), from, buffer.position() - from);
      buffer.clear();
      if (line.size() > LONGEST) {
        throw new IllegalArgumentException(file + " does not have the lines of an export");
      }
    }
    if (valid != WHOLE_LINES && bytes != valid) {
      throw new IllegalArgumentException(file + " was modified after it was written");
    }
    if (stored.filter(checksum -> checksum.items() > lines).isPresent()) {
      stored.get().require(file, Checksum.soFar(digest, lines));
    }
    rest = line.toByteArray();
  }

  private void whole(byte[] line) {
    digest.update(line);
    last = line;
    bytes += line.length;
    lines++;
  }

  /** Returns the number of lines. */
  long lines() {
    return lines;
  }

  /** Returns the length of the lines in bytes. */
  long bytes() {
    return bytes;
  }

  /** Returns the last line; empty if there is none. */
  String last() {
    return new String(last, StandardCharsets.UTF_8).stripTrailing();
  }

  /** Returns what followed the last line when the file was opened: a line without its end. */
  String rest() {
    return new String(rest, StandardCharsets.UTF_8);
  }

  /** Appends lines, without their ends. */
  void append(List<String> more) throws IOException {
    try {
      begin();
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (String each : more) {
        content.writeBytes((each + END).getBytes(StandardCharsets.UTF_8));
      }
      byte[] written = content.toByteArray();
      ByteBuffer left = ByteBuffer.wrap(written);
      while (left.hasRemaining()) {
        channel.write(left, bytes + left.position());
      }
      digest.update(written);
      bytes += written.length;
      lines += more.size();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private void begin() throws IOException {
    if (!begun) {
      channel.truncate(bytes);
      begun = true;
    }
  }

  /**
   * Waits until the lines are on the disk. Removes a part of a line that a full disk left behind
   * them, so that there is room for what is stored beside.
   */
  void force() throws IOException {
    try {
      begin();
      channel.truncate(bytes);
      channel.force(false);
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** Writes the checksum beside the file, once the lines are on the disk. */
  Checksum finish() throws IOException {
    finished = true;
    try {
      begin();
      channel.truncate(bytes);
      channel.force(true);
      Checksum checksum = Checksum.of(digest, lines);
      checksum.write(file);
      return checksum;
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private IOException cannotWrite(IOException e) {
    return new IOException(
        file
            + ": cannot write: "
            + e.getMessage()
            + "; free some space and run the same command to continue",
        e);
  }

  /** Closes the file without a checksum of the lines that were written since. */
  void abandon() throws IOException {
    channel.close();
  }

  /** Closes the file; if lines were written since, with their checksum. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (begun && !finished) {
        finish();
      }
    }
  }
}
