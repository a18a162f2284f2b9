package dev.orgtable.cli;

import dev.orgtable.embedded.DynoxideProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Installs the embedded engine Dynoxide. */
@Command(
    name = "engine",
    description = "Install the embedded engine Dynoxide.",
    mixinStandardHelpOptions = true)
final class EngineCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "the subcommand install is missing");
  }

  @Command(
      name = "install",
      description =
          "Install Dynoxide with npm; it is then used for new data. It does not check credentials:"
              + " every user of this machine can read and change its tables while it runs.",
      mixinStandardHelpOptions = true)
  void install(
      @Option(
              names = "--to",
              paramLabel = "DIR",
              description =
                  "Directory to install in (default: orgtable/dynoxide in $$XDG_DATA_HOME or"
                      + " ~/.local/share).")
          @Nullable Path directory)
      throws IOException, InterruptedException {
    Path target = Optional.ofNullable(directory).orElseGet(DynoxideProgram::installed);
    Files.createDirectories(target);
    run(
        List.of(
            "npm",
            "install",
            "--prefix",
            target.toString(),
            "--no-save",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            DynoxideProgram.npmPackage()),
        "npm, which comes with Node.js, is needed");
    Path program = DynoxideProgram.in(target).toAbsolutePath();
    String version = run(List.of(program.toString(), "--version"), "it cannot be run here");
    PrintWriter out = spec.commandLine().getOut();
    out.println("installed " + version + " as " + program);
    DynoxideProgram.warning(version).ifPresent(warning -> out.println("warning: " + warning));
    if (directory != null) {
      out.println("to use it, set one of:");
      out.println("  " + DynoxideProgram.VARIABLE + "=" + program + "   in the environment");
      out.println("  dynoxide=" + program + "   in the file of --config");
    }
    out.flush();
  }

  /** Returns what a command prints. */
  private static String run(List<String> command, String advice)
      throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IllegalStateException(advice + ": " + e.getMessage(), e);
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          command.get(0) + " failed with exit code " + code + ":\n" + output.strip());
    }
    return output.strip();
  }
}
