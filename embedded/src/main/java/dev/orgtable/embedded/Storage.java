package dev.orgtable.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tracks whether an engine can write: until a write fails, and again once there is space. */
final class Storage {

  /** More than the engine needs for a typical transaction with its journal. */
  private static final int ROOM = 256 * 1024;

  private final @Nullable Path directory;
  private volatile boolean failed;

  /**
   * Creates the storage of an engine.
   *
   * @param directory the database's directory; null for an engine in memory, which never fails
   */
  Storage(@Nullable Path directory) {
    this.directory = directory;
  }

  /**
   * Records a failed write.
   *
   * @param certain whether the failure itself proves a storage problem
   * @return whether storage is the cause
   */
  boolean failed(boolean certain) {
    failed = directory != null;
    return certain || fault().isPresent();
  }

  /** Records a successful write. */
  void written() {
    if (failed) {
      failed = false;
    }
  }

  /**
   * Returns why the engine cannot write; empty if it can. After a failed write, each call tries to
   * write a file beside the database until that succeeds.
   */
  Optional<String> fault() {
    if (!failed || directory == null) {
      return Optional.empty();
    }
    @Nullable String fault = probe(directory.resolve("orgtable.probe"));
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
      // The next probe overwrites it.
      return;
    }
  }
}
