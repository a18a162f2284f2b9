package dev.orgtable.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Validates a database file before the engine opens it: the engine waits forever for a file that is
 * not a database, and creates its tables in the database of another program.
 */
final class DatabaseFile {

  private static final String STARTS = "SQLite format 3\0";

  /**
   * The suffix of SQLite's write-ahead log, which may hold data that is not in the database file
   * yet.
   */
  private static final String LOG = "-wal";

  private static final int BUFFER = 1 << 16;

  private DatabaseFile() {}

  /**
   * Refuses a file that is not a database of the engine.
   *
   * @param directory the data directory
   * @throws IllegalStateException if the file is empty, or belongs to another program
   * @throws IOException if the file cannot be read
   */
  static void check(Path directory, EngineType engine) throws IOException {
    Path file = directory.resolve(engine.database());
    if (Files.size(file) == 0) {
      throw new IllegalStateException(
          "cannot read the database in "
              + directory
              + ": "
              + file.getFileName()
              + " is empty; restore a copy, or delete it if it had no content");
    }
    try (InputStream content = Files.newInputStream(file)) {
      if (!text(content.readNBytes(STARTS.length())).equals(STARTS)) {
        throw foreign(directory, file, "is not a database");
      }
    }
    Path log = directory.resolve(engine.database() + LOG);
    if (!contains(file, engine.schema())
        && !(Files.exists(log) && contains(log, engine.schema()))) {
      throw foreign(directory, file, "is a database of another program");
    }
  }

  private static IllegalStateException foreign(Path directory, Path file, String what) {
    return new IllegalStateException(
        "cannot read the database in " + directory + ": " + file.getFileName() + " " + what);
  }

  /** Reads until the text is found, usually in the first page. */
  private static boolean contains(Path file, String wanted) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      String rest = "";
      byte[] block = content.readNBytes(BUFFER);
      while (block.length > 0) {
        String text = rest + text(block);
        if (text.contains(wanted)) {
          return true;
        }
        rest = text.substring(Math.max(0, text.length() - wanted.length()));
        block = content.readNBytes(BUFFER);
      }
      return false;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
