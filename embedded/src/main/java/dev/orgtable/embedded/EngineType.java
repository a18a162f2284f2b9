package dev.orgtable.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The engines that can be embedded. */
public enum EngineType {
  /** Dynoxide, in a process of its own that listens on the loopback interface. */
  DYNOXIDE("Dynoxide", "dynoxide.db", "CREATE TABLE _tables ("),

  /** Amazon's DynamoDB Local, in this process, with no port open. */
  DYNAMODB_LOCAL("DynamoDB Local", "orgtable.db", "CREATE TABLE dm (TableName ");

  private final String label;
  private final String database;
  private final String schema;

  EngineType(String label, String database, String schema) {
    this.label = label;
    this.database = database;
    this.schema = schema;
  }

  /**
   * Returns the engine with a name as used in options: {@code dynoxide} or {@code dynamodb-local}.
   *
   * @throws IllegalArgumentException if no engine has the name
   */
  public static EngineType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.option().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no engine is called " + name + ": " + all()));
  }

  private static String all() {
    return Arrays.stream(values()).map(EngineType::option).collect(Collectors.joining(" or "));
  }

  /** Returns the engine whose database is in a directory; empty if there is none. */
  static Optional<EngineType> of(Path directory) {
    return Arrays.stream(values())
        .filter(type -> Files.exists(directory.resolve(type.database)))
        .findFirst();
  }

  /** Returns the name used in options. */
  String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the name of the database file in a data directory. */
  String database() {
    return database;
  }

  /** Returns a text that only the databases of this engine contain. */
  String schema() {
    return schema;
  }

  /** Returns the engine's name for people. */
  @Override
  public String toString() {
    return label;
  }
}
