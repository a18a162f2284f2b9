package dev.orgtable.cli;

import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that select the embedded engine. */
final class EngineOptions {

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      converter = OfName.class,
      description =
          "Embedded engine: dynoxide or dynamodb-local (default: the engine that created the data;"
              + " for new data ORGTABLE_ENGINE, otherwise Dynoxide if orgtable engine install has"
              + " installed it, otherwise DynamoDB Local).")
  private @Nullable EngineType type;

  @Option(
      names = "--dynoxide",
      paramLabel = "FILE",
      description =
          "Executable of Dynoxide (default: ORGTABLE_DYNOXIDE, otherwise the installed one).")
  private @Nullable Path program;

  boolean areGiven() {
    return type != null || program != null;
  }

  Engines engines() {
    Engines engines = Engines.byDefault();
    if (program != null) {
      engines = engines.withProgram(program);
    }
    return type == null ? engines : engines.with(type);
  }

  /** Reads the name of an engine. */
  static final class OfName implements ITypeConverter<EngineType> {
    @Override
    public EngineType convert(String name) {
      try {
        return EngineType.named(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
