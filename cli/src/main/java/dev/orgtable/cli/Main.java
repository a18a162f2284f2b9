package dev.orgtable.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
    name = "orgtable",
    description = "Who belongs to which organisation, in one DynamoDB table.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {ServeCommand.class, KeysCommand.class, TableCommand.class, DemoCommand.class})
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs a command and exits with 0 if it did its work, 1 if it could not, 2 if it was misused. */
  public static void main(String[] arguments) {
    if (!List.of(arguments).contains("serve")) {
      System.setProperty("logback.configurationFile", "logback-tools.xml");
    }
    CommandLine commands = commands();
    int code = commands.execute(arguments);
    if (commands.getOut().checkError() || System.out.checkError()) {
      commands.getErr().println("orgtable: the output could not be written whole");
      code = Math.max(code, CommandLine.ExitCode.SOFTWARE);
    }
    System.exit(code);
  }

  static CommandLine commands() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println("orgtable: " + Failures.describe(e));
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Tells the version that the build gave. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"orgtable " + (version == null ? "(not packaged)" : version)};
    }
  }
}
