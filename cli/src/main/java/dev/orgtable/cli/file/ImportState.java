package dev.orgtable.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far an import has come: kept in {@code FILE.import} until it is done.
 *
 * @param table which table
 * @param sha256 of the file's content
 * @param items how many of the file's items are in the table
 */
public record ImportState(String table, String sha256, long items) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns where the state of an import stands: beside its file. */
  public static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".import");
  }

  /**
   * Reads how far an import of this content into this table has come.
   *
   * @throws IllegalArgumentException if none was begun
   */
  public static ImportState read(Path file, String table, String sha256) throws IOException {
    if (!Files.exists(beside(file))) {
      throw new IllegalArgumentException("there is nothing to go on with: no " + beside(file));
    }
    ImportState state;
    try {
      state = JSON.readValue(Files.readString(beside(file)), ImportState.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(beside(file) + " is not what an import writes", e);
    }
    if (!state.table.equals(table) || !state.sha256.equals(sha256)) {
      throw new IllegalArgumentException(
          beside(file) + " is of another import: of another content, or into " + state.table);
    }
    return state;
  }

  /** Writes it beside the file, and returns it. */
  public ImportState write(Path file) throws IOException {
    WholeFile.write(beside(file), JSON.writeValueAsBytes(this));
    return this;
  }

  /** Returns the state when so many items more are imported. */
  public ImportState plus(long more) {
    return new ImportState(table, sha256, items + more);
  }
}
