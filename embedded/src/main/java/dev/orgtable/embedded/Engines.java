package dev.orgtable.embedded;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts embedded engines. A data directory is opened by the engine that created it. New data are
 * created by the chosen engine; if none was chosen, by Dynoxide if its program is installed, and
 * otherwise by DynamoDB Local.
 *
 * @param type the engine chosen; default: that of the system property {@value #PROPERTY} or the
 *     environment variable {@value #VARIABLE}
 * @param program the program of Dynoxide; default: that of the environment variable {@value
 *     DynoxideProgram#VARIABLE}, then the one of the package that runs, then the one installed,
 *     then, if Dynoxide was chosen, the one on the path
 */
public record Engines(Optional<EngineType> type, Optional<Path> program) {

  /** The system property that names an engine, such as {@code dynoxide}. */
  public static final String PROPERTY = "orgtable.engine";

  /** The environment variable that names an engine, such as {@code dynamodb-local}. */
  public static final String VARIABLE = "ORGTABLE_ENGINE";

  /**
   * Returns the engines chosen by the system property and the environment.
   *
   * @throws IllegalArgumentException if they name an engine that there is not
   */
  public static Engines byDefault() {
    String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    return new Engines(
        Optional.ofNullable(named).filter(name -> !name.isEmpty()).map(EngineType::named),
        Optional.empty());
  }

  /** Returns a copy that uses this engine for new data. */
  public Engines with(EngineType other) {
    return new Engines(Optional.of(other), program);
  }

  /** Returns a copy that runs this program of Dynoxide. */
  public Engines withProgram(Path other) {
    return new Engines(type, Optional.of(other));
  }

  /** Returns the engine for new data. */
  public EngineType preferred() {
    return type.orElseGet(
        () ->
            DynoxideProgram.chosen(program).isPresent()
                ? EngineType.DYNOXIDE
                : EngineType.DYNAMODB_LOCAL);
  }

  /**
   * Starts an engine in memory; its content is lost when it is closed.
   *
   * @throws IllegalStateException if it cannot start
   */
  public Engine inMemory() {
    return start(present(preferred()), DataDirectory.none());
  }

  /**
   * Starts an engine that stores its tables in a directory. Acknowledged writes survive a restart,
   * and a killed process.
   *
   * <p>If the disk is full or not writable, a write fails with the error code {@code StorageFailed}
   * and changes nothing; {@code DescribeTable} fails in the same way until there is space again.
   *
   * @param path the directory; created, accessible to its owner only, if missing
   * @throws IllegalStateException if another engine, in this or another process, uses the
   *     directory; if it was made by another engine than the one chosen; if its database file is
   *     empty or not a database of the engine; or if the engine cannot start
   * @throws UncheckedIOException if the directory cannot be created or written; the message names
   *     it
   */
  public Engine on(Path path) {
    EngineType engine = engineFor(path);
    return start(engine, DataDirectory.make(path, engine));
  }

  /**
   * Starts an engine on a directory that already has a database; see {@link #on}. Creates nothing.
   *
   * @throws Engine.NoDatabase if there is no database
   */
  public Engine onExisting(Path path) {
    EngineType engine = engineFor(path);
    return start(engine, DataDirectory.existing(path, engine));
  }

  private EngineType engineFor(Path path) {
    return present(type.or(() -> EngineType.of(path)).orElseGet(this::preferred));
  }

  private Engine start(EngineType engine, DataDirectory directory) {
    boolean started = false;
    try {
      Engine running =
          switch (engine) {
            case DYNOXIDE -> Dynoxide.start(DynoxideProgram.find(program), directory);
            case DYNAMODB_LOCAL -> DynamoDbLocal.start(directory);
          };
      directory.made();
      started = true;
      return running;
    } catch (IllegalStateException e) {
      throw directory
          .path()
          .map(path -> new IllegalStateException("cannot use " + path + ": " + e.getMessage(), e))
          .orElse(e);
    } finally {
      if (!started) {
        directory.close();
      }
    }
  }

  /** Returns whether DynamoDB Local is on the class path, where a packaged program has none. */
  private static boolean isDynamoDbLocalPresent() {
    return Engines.class
            .getClassLoader()
            .getResource("software/amazon/dynamodb/services/local/embedded/DynamoDBEmbedded.class")
        != null;
  }

  private static EngineType present(EngineType engine) {
    if (engine == EngineType.DYNAMODB_LOCAL && !isDynamoDbLocalPresent()) {
      throw new IllegalStateException(
          "DynamoDB Local is not on the class path, since it may not be passed on: install Dynoxide"
              + " with orgtable engine install, or name its program in "
              + DynoxideProgram.VARIABLE);
    }
    return engine;
  }
}
