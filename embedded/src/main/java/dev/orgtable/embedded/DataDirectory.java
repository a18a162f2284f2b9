package dev.orgtable.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A directory that belongs to one engine at a time: a lock on a file in it is held until the engine
 * is closed.
 */
final class DataDirectory {

  private final Optional<FileChannel> lockFile;

  private DataDirectory(Optional<FileChannel> lockFile) {
    this.lockFile = lockFile;
  }

  static DataDirectory none() {
    return new DataDirectory(Optional.empty());
  }

  static DataDirectory open(Path path) {
    try {
      create(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("orgtable.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new IllegalStateException(
            "the data directory " + path + " is in use by another process");
      }
      return new DataDirectory(Optional.of(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the data directory " + path + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Files.createDirectories(path);
    FileStore store = Files.getFileStore(path);
    if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  void close() {
    lockFile.ifPresent(
        channel -> {
          try {
            channel.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
