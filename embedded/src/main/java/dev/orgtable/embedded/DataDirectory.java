package dev.orgtable.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory that belongs to one engine at a time: a lock on a file in it is held until the engine
 * is closed.
 */
final class DataDirectory {

  private static final String DATABASE = "orgtable.db";
  private static final ByteBuffer DATABASE_STARTS =
      ByteBuffer.wrap("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
  private static final Set<StandardOpenOption> READ_AND_WRITE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  /**
   * The directories held in this process. They are asked first: on POSIX, to open and close a
   * locked file again lets go of the lock, and another process would be let in.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Optional<FileChannel> lockFile;

  private DataDirectory(Path path, Optional<FileChannel> lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  static DataDirectory none() {
    return new DataDirectory(Path.of(""), Optional.empty());
  }

  static DataDirectory open(Path path) {
    try {
      create(path);
      Path real = path.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(path);
      }
      try {
        return lock(path, real);
      } catch (IOException | IllegalStateException e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the data directory " + path + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the file that the engine keeps its tables in; it is empty or a database.
   *
   * @param spelling each number gives the same file another name
   */
  Path database(int spelling) {
    return path.resolve("./".repeat(spelling) + DATABASE);
  }

  private static void create(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, forOwner(path, "rwx------"));
    }
  }

  private static DataDirectory lock(Path path, Path real) throws IOException {
    FileChannel channel = openFile(real.resolve("orgtable.lock"));
    try {
      if (channel.tryLock() == null) {
        throw inUse(path);
      }
      checkDatabase(path, real.resolve(DATABASE));
      return new DataDirectory(real, Optional.of(channel));
    } catch (IOException | IllegalStateException e) {
      channel.close();
      throw e;
    }
  }

  /** Checks what the engine does not: it waits for ever for a file that it cannot open. */
  private static void checkDatabase(Path path, Path database) throws IOException {
    try (FileChannel channel = openFile(database)) {
      ByteBuffer start = ByteBuffer.allocate(DATABASE_STARTS.capacity());
      if (channel.read(start, 0) >= 0 && !start.flip().equals(DATABASE_STARTS)) {
        throw new IllegalStateException("the database in " + path + " cannot be read");
      }
    }
  }

  private static IllegalStateException inUse(Path path) {
    return new IllegalStateException("the data directory " + path + " is in use");
  }

  private static FileChannel openFile(Path file) throws IOException {
    return FileChannel.open(file, READ_AND_WRITE, forOwner(file, "rw-------"));
  }

  private static FileAttribute<?>[] forOwner(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  void close() {
    lockFile.ifPresent(
        channel -> {
          try {
            channel.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            HELD.remove(path);
          }
        });
  }
}
