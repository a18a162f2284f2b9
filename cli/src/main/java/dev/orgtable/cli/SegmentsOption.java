package dev.orgtable.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The number of segments that a table is scanned in, with one thread each. */
final class SegmentsOption {

  private static final int MOST = 256;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--segments",
      paramLabel = "N",
      defaultValue = "8",
      description = "Number of table segments to process in parallel (default: ${DEFAULT-VALUE}).")
  private int segments;

  int count() {
    if (segments < 1 || segments > MOST) {
      throw new ParameterException(spec.commandLine(), "--segments must be 1 to " + MOST);
    }
    return segments;
  }
}
