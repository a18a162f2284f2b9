package dev.orgtable.cli;

import dev.orgtable.InvalidInput;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A value on the command line that the library refuses. */
final class Misuse {

  private Misuse() {}

  /**
   * Returns what is read from options.
   *
   * @param options the options, by the fields that they fill
   * @throws ParameterException if a value breaks a rule; the message names the option
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
