package dev.orgtable.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of the command line. */
@Command(
    name = "orgtable",
    description = "Manage users, organisations and memberships in one DynamoDB table.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ServeCommand.class,
      KeysCommand.class,
      TableCommand.class,
      DemoCommand.class,
      EngineCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs a command. Exits with 0 on success, 1 on failure, 2 on wrong usage. */
  public static void main(String[] arguments) {
    if (!List.of(arguments).contains("serve")) {
      System.setProperty("logback.configurationFile", "logback-tools.xml");
    }
    CommandLine commands = commands();
    int code = commands.execute(arguments);
    if (commands.getOut().checkError() || System.out.checkError()) {
      commands.getErr().println("orgtable: cannot write the complete output");
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

  /** Returns the version set by the build. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"orgtable " + (version == null ? "(not packaged)" : version)};
    }
  }
}
