package dev.orgtable.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Into how many segments a table is divided, each of which is read by a thread of its own. */
final class SegmentsOption {

  private static final int MOST = 256;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--segments",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many parts of the table to work on at once (default: ${DEFAULT-VALUE}).")
  private int segments;

  int count() {
    if (segments < 1 || segments > MOST) {
      throw new ParameterException(spec.commandLine(), "--segments must be 1 to " + MOST);
    }
    return segments;
  }
}
