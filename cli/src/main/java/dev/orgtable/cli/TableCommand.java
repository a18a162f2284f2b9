package dev.orgtable.cli;

import dev.orgtable.store.Schema;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates, describes, verifies, repairs and copies a table. */
@Command(
    name = "table",
    description = "Create, describe, verify, repair and copy a table.",
    mixinStandardHelpOptions = true,
    subcommands = {
      VerifyCommand.class,
      RepairCommand.class,
      SweepCommand.class,
      UpgradeCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      OffboardCommand.class
    })
final class TableCommand implements Runnable {

  private static final int WRONG = 1;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a subcommand such as create, verify or export is missing");
  }

  @Command(
      name = "create",
      description = "Create the table with its index, unless it exists.",
      mixinStandardHelpOptions = true)
  void create(@Mixin TableOptions table) {
    try (OpenTable open = table.make(table.isOfDynamoDb())) {
      out().println("table " + open.name() + " of " + open.place() + " exists");
      out().flush();
    }
  }

  @Command(
      name = "describe",
      description = "Print what the engine reports about the table.",
      mixinStandardHelpOptions = true)
  int describe(@Mixin TableOptions table) {
    try (OpenTable open = table.open()) {
      Optional<Schema.Description> found = open.orgtable(OpenTable.PATIENT).schema().describe();
      found.ifPresent(
          description -> {
            out().println("table    " + description.name() + " of " + open.place());
            out().println("state    " + (description.active() ? "active" : "not active yet"));
            out().println("items    about " + description.items());
            out().println("size     about " + description.bytes() + " bytes");
            out()
                .println(
                    "expired  "
                        + (description.removesExpired()
                            ? "deleted by the engine"
                            : "kept until orgtable table sweep"));
            out().println("fault    " + description.fault().orElse("none"));
          });
      out().flush();
      return found.flatMap(Schema.Description::fault).isEmpty() ? 0 : WRONG;
    }
  }

  @Command(
      name = "template",
      description =
          "Print an AWS CloudFormation template of the table, with deletion protection and time to"
              + " live.",
      mixinStandardHelpOptions = true)
  void template() {
    out().print(Schema.cloudFormation());
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
