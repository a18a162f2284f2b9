package dev.orgtable.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The number of concurrent write requests. */
final class ThreadsOption {

  private static final int MOST = 256;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "8",
      description = "Number of concurrent requests (default: ${DEFAULT-VALUE}).")
  private int threads;

  int count() {
    if (threads < 1 || threads > MOST) {
      throw new ParameterException(spec.commandLine(), "--threads must be 1 to " + MOST);
    }
    return threads;
  }
}
