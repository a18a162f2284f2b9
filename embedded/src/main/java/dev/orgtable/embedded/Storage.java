package dev.orgtable.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an engine can write: until a write fails, and again once there is room. */
final class Storage {

  /** More than the engine needs for one transaction of the usual size, its journal included. */
  private static final int ROOM = 256 * 1024;

  private final Optional<Path> directory;
  private volatile boolean failed;

  Storage(Optional<Path> directory) {
    this.directory = directory;
  }

  /**
   * Notes that a write failed.
   *
   * @param certain whether the failure tells by itself that it is the storage's
   * @return whether it is
   */
  boolean failed(boolean certain) {
    failed = directory.isPresent();
    return certain || fault().isPresent();
  }

  /** Notes that the engine has written. */
  void written() {
    if (failed) {
      failed = false;
    }
  }

  /**
   * Returns why the engine cannot write; empty if it can. After a failed write, a file is written
   * beside the database each time, until that succeeds.
   */
  Optional<String> fault() {
    if (!failed) {
      return Optional.empty();
    }
    @Nullable String fault = probe(directory.orElseThrow().resolve("orgtable.probe"));
    failed = fault != null;
    return Optional.ofNullable(fault);
  }

  private static synchronized @Nullable String probe(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(ROOM);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      channel.force(true);
      return null;
    } catch (IOException e) {
      return e.getMessage();
    } finally {
      remove(file);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next probe writes over it.
      return;
    }
  }
}
