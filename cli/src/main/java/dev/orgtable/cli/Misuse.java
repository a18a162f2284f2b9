package dev.orgtable.cli;

import dev.orgtable.InvalidInput;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Converts a refused value into a usage error. */
final class Misuse {

  private Misuse() {}

  /**
   * Reads settings from options.
   *
   * @param options option names, keyed by the field that they set
   * @throws ParameterException if a value is invalid; the message names the option
   */
  static <T> T named(CommandSpec spec, Map<String, String> options, Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidInput e) {
      throw new ParameterException(
          spec.commandLine(), e.as(options.getOrDefault(e.field(), e.field())).getMessage(), e);
    }
  }
}
