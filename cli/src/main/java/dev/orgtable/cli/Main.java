package dev.orgtable.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The entry point of the command line. */
@Command(
    name = "orgtable",
    description = "Manage users, organisations and memberships in one DynamoDB table.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:failure, violations found, or changes or decisions pending",
      "2:wrong usage",
      "130:interrupted; a maintenance tool prints how to continue",
      "143:serve was ended by SIGTERM"
    },
    footer = "%nIn a checkout of the sources, ./orgtable bench runs the benchmarks.",
    versionProvider = Main.Version.class,
    subcommands = {
      ServeCommand.class,
      HealthCommand.class,
      KeysCommand.class,
      TableCommand.class,
      RolesCommand.class,
      EventsCommand.class,
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
    CommandLine commands = commands(System.getenv());
    int code = commands.execute(arguments);
    if (commands.getOut().checkError() || System.out.checkError()) {
      commands.getErr().println("orgtable: cannot write the complete output");
      code = Math.max(code, CommandLine.ExitCode.SOFTWARE);
    }
    System.exit(code);
  }

  /**
   * Returns the commands.
   *
   * @param environment the environment variables
   */
  static CommandLine commands(Map<String, String> environment) {
    OptionDefaults defaults = new OptionDefaults(environment);
    CommandLine commands = new CommandLine(new Main());
    Usage.group(commands);
    return commands
        .setDefaultValueProvider(defaults)
        .setExecutionStrategy(
            parsed -> {
              Integer help = CommandLine.executeHelpRequest(parsed);
              if (help != null) {
                return help;
              }
              defaults.check(parsed);
              return new RunLast().execute(parsed);
            })
        .setParameterExceptionHandler(
            (e, arguments) -> {
              Usage.report(e);
              defaults
                  .sources(e.getCommandLine(), String.valueOf(e.getMessage()))
                  .forEach(e.getCommandLine().getErr()::println);
              return CommandLine.ExitCode.USAGE;
            })
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
