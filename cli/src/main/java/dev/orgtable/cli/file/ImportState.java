package dev.orgtable.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of an import, kept in {@code FILE.import} until the import is complete.
 *
 * @param table the table's identity
 * @param sha256 the digest of the file's content
 * @param items how many of the file's items have been written
 */
public record ImportState(String table, String sha256, long items) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the path of the state of an import. */
  public static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".import");
  }

  /**
   * Reads the state of an import of this content into this table.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ImportState read(Path file, String table, String sha256) throws IOException {
    if (!Files.exists(beside(file))) {
      throw new IllegalArgumentException("there is no import to continue: missing " + beside(file));
    }
    ImportState state;
    try {
      state = JSON.readValue(Files.readString(beside(file)), ImportState.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(beside(file) + " was not written by an import", e);
    }
    if (!state.table.equals(table) || !state.sha256.equals(sha256)) {
      throw new IllegalArgumentException(
          beside(file) + " belongs to another import: of other content, or into " + state.table);
    }
    return state;
  }

  /** Writes the state, and returns it. */
  public ImportState write(Path file) throws IOException {
    WholeFile.write(beside(file), JSON.writeValueAsBytes(this));
    return this;
  }

  /** Returns the state after further items were written. */
  public ImportState plus(long more) {
    return new ImportState(table, sha256, items + more);
  }
}
