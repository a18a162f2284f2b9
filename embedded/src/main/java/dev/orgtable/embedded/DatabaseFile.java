package dev.orgtable.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a database, looked at before the engine opens it: the engine waits for ever for a
 * file that is no database, and makes its tables in one of another program.
 */
final class DatabaseFile {

  private static final String STARTS = "SQLite format 3\0";

  /** How the schema names the engine's own list of tables, the second that it makes. */
  private static final String OURS = "CREATE TABLE dm (TableName ";

  private static final int BUFFER = 1 << 16;

  private DatabaseFile() {}

  /**
   * Refuses a file that is not a database of the engine.
   *
   * @param directory for the message
   * @throws IllegalStateException if it is empty, or of another program
   * @throws IOException if it cannot be read
   */
  static void check(Path directory, Path file) throws IOException {
    if (Files.size(file) == 0) {
      throw new IllegalStateException(
          "the database in "
              + directory
              + " cannot be read: "
              + file.getFileName()
              + " is empty; put back a copy, or remove it if nothing was in it");
    }
    try (InputStream content = Files.newInputStream(file)) {
      if (!text(content.readNBytes(STARTS.length())).equals(STARTS)) {
        throw foreign(directory, file, "is no database");
      }
      if (!contains(content, OURS)) {
        throw foreign(directory, file, "is the database of another program");
      }
    }
  }

  private static IllegalStateException foreign(Path directory, Path file, String what) {
    return new IllegalStateException(
        "the database in " + directory + " cannot be read: " + file.getFileName() + " " + what);
  }

  /** Reads until the text was found, nearly always in the first page. */
  private static boolean contains(InputStream content, String wanted) throws IOException {
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

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
