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
import org.jspecify.annotations.Nullable;

/**
 * A data directory used by one engine at a time: a lock on a file in it is held until the engine is
 * closed.
 */
final class DataDirectory {

  private static final String LOCK = "orgtable.lock";
  private static final Set<StandardOpenOption> READ_AND_WRITE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  /**
   * The content of the lock file while a database is being created. Only then may the database file
   * be empty or without a schema, after a start that was interrupted.
   */
  private static final byte[] MAKING = "making".getBytes(StandardCharsets.US_ASCII);

  /**
   * The directories in use by this process. Checked before the lock: on POSIX, opening and closing
   * a locked file again releases the lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final String database;

  /** Null for an engine in memory. */
  private final @Nullable FileChannel lockFile;

  private DataDirectory(Path path, String database, @Nullable FileChannel lockFile) {
    this.path = path;
    this.database = database;
    this.lockFile = lockFile;
  }

  /** Returns the placeholder for an engine in memory, which has no directory. */
  static DataDirectory none() {
    return new DataDirectory(Path.of(""), "", null);
  }

  /**
   * Opens a directory; creates it, and an empty database file, if missing.
   *
   * @throws IllegalStateException if it is in use, or has no usable database of the engine
   */
  static DataDirectory make(Path path, EngineType engine) {
    return open(path, engine, true);
  }

  /**
   * Opens a directory that has a database; creates nothing.
   *
   * @throws Engine.NoDatabase if there is none
   * @throws IllegalStateException as for {@link #make}
   */
  static DataDirectory existing(Path path, EngineType engine) {
    return open(path, engine, false);
  }

  private static DataDirectory open(Path path, EngineType engine, boolean make) {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new IOException("not a directory");
      }
      refuseOthers(path, engine);
      if (make) {
        create(path);
      } else {
        requireDatabase(path, engine);
      }
      Path real = path.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(path);
      }
      try {
        return lock(path, real, engine, make);
      } catch (IOException | IllegalStateException e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use the data directory " + path + ": " + e.getMessage(), e);
    }
  }

  private static void refuseOthers(Path path, EngineType engine) {
    for (EngineType other : EngineType.values()) {
      if (other != engine && Files.exists(path.resolve(other.database()))) {
        throw new IllegalStateException(
            "the data directory "
                + path
                + " was made by "
                + other
                + " ("
                + other.database()
                + ") and cannot be opened by "
                + engine);
      }
    }
  }

  /** Checks before the lock is taken, since that would leave a lock file behind. */
  private static void requireDatabase(Path path, EngineType engine) throws IOException {
    if (!Files.exists(path)) {
      throw new Engine.NoDatabase("there is no database in " + path + ": no such directory");
    }
    if (!Files.exists(path.resolve(engine.database()))) {
      throw noDatabase(path, engine);
    }
    if (!Files.exists(path.resolve(LOCK))) {
      DatabaseFile.check(path, engine);
    }
  }

  private static Engine.NoDatabase noDatabase(Path path, EngineType engine) {
    return new Engine.NoDatabase(
        "there is no database in " + path + ": no file " + engine.database() + " in it");
  }

  /**
   * Returns the engine's database file, which is either empty or a database.
   *
   * @param spelling each number yields a different path to the same file
   */
  Path database(int spelling) {
    return path.resolve("./".repeat(spelling) + database);
  }

  /** Returns the directory's path; empty if in memory. */
  Optional<Path> path() {
    return lockFile == null ? Optional.empty() : Optional.of(path);
  }

  /** Records that the database has been created. */
  void made() {
    if (lockFile == null) {
      return;
    }
    try {
      lockFile.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, forOwner(path, "rwx------"));
    }
  }

  private static DataDirectory lock(Path path, Path real, EngineType engine, boolean make)
      throws IOException {
    FileChannel channel = openFile(real.resolve(LOCK));
    try {
      if (channel.tryLock() == null) {
        throw inUse(path);
      }
      refuseOthers(path, engine);
      Path database = real.resolve(engine.database());
      boolean unfinished = !Files.exists(database) || channel.size() > 0;
      if (unfinished && !make) {
        throw noDatabase(path, engine);
      }
      if (unfinished) {
        channel.write(ByteBuffer.wrap(MAKING), 0);
        channel.force(true);
        openFile(database).close();
      } else {
        DatabaseFile.check(path, engine);
      }
      return new DataDirectory(real, engine.database(), channel);
    } catch (IOException | IllegalStateException e) {
      channel.close();
      throw e;
    }
  }

  private static IllegalStateException inUse(Path path) {
    return new IllegalStateException(
        "the data directory " + path + " is in use by another process");
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
    if (lockFile == null) {
      return;
    }
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(path);
    }
  }
}
