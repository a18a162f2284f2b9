package dev.orgtable.cli;

import dev.orgtable.embedded.DynoxideProgram;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options that select the embedded engine. */
final class EngineOptions {

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      converter = OfName.class,
      description =
          "Embedded engine: dynoxide or dynamodb-local (default: the engine that created the data;"
              + " for new data ORGTABLE_ENGINE, otherwise Dynoxide if it is part of the package or"
              + " orgtable engine install has installed it, otherwise DynamoDB Local).")
  private @Nullable EngineType type;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--dynoxide",
      paramLabel = "FILE",
      converter = OfProgram.class,
      description =
          "Executable of Dynoxide (default: ORGTABLE_DYNOXIDE, otherwise that of the package,"
              + " otherwise the installed one).")
  private @Nullable Path program;

  boolean areGiven() {
    return type != null || program != null;
  }

  Engines engines() {
    Engines engines = Engines.byDefault();
    if (program != null) {
      engines = engines.withProgram(program);
    } else {
      checkVariable();
    }
    return type == null ? engines : engines.with(type);
  }

  private void checkVariable() {
    String file = System.getenv(DynoxideProgram.VARIABLE);
    try {
      if (file != null) {
        DynoxideProgram.check(Path.of(file));
      }
    } catch (IllegalStateException e) {
      throw new ParameterException(
          spec.commandLine(),
          "the environment variable " + DynoxideProgram.VARIABLE + ": " + e.getMessage(),
          e);
    }
  }

  /** Reads the file of a program. */
  static final class OfProgram implements ITypeConverter<Path> {
    @Override
    public Path convert(String name) {
      Path file = Path.of(name);
      try {
        DynoxideProgram.check(file);
      } catch (IllegalStateException e) {
        throw new TypeConversionException(e.getMessage());
      }
      return file;
    }
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
