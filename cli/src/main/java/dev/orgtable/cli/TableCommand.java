package dev.orgtable.cli;

import dev.orgtable.store.Schema;
import dev.orgtable.store.Violation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Makes, describes and checks a table. */
@Command(
    name = "table",
    description = "Make, describe, check and mend a table.",
    subcommands = {UpgradeCommand.class, RepairCommand.class, OffboardCommand.class},
    mixinStandardHelpOptions = true)
final class TableCommand implements Runnable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int WRONG = 1;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "create, describe or verify is missing");
  }

  @Command(
      name = "create",
      description = "Make the table with its index, unless it is there.",
      mixinStandardHelpOptions = true)
  void create(@Mixin TableOptions table) {
    try (OpenTable open = table.open(table.isOfDynamoDb())) {
      out().println("table " + open.name() + " of " + open.place() + " is there");
      out().flush();
    }
  }

  @Command(
      name = "describe",
      description = "Tell what the engine knows of the table.",
      mixinStandardHelpOptions = true)
  int describe(@Mixin TableOptions table) {
    try (OpenTable open = table.open(false)) {
      Optional<Schema.Description> found = open.orgtable().schema().describe();
      found.ifPresent(
          description -> {
            out().println("table    " + description.name() + " of " + open.place());
            out().println("state    " + (description.active() ? "active" : "not active yet"));
            out().println("items    about " + description.items());
            out().println("size     about " + description.bytes() + " bytes");
            out()
                .println(
                    "expired  " + (description.removesExpired() ? "removed by itself" : "stays"));
            out().println("fault    " + description.fault().orElse("none"));
          });
      out().flush();
      return found.flatMap(Schema.Description::fault).isEmpty() ? 0 : WRONG;
    }
  }

  @Command(
      name = "verify",
      description = {
        "Read the whole table and tell everything that is not as it must be, a line each.",
        "Ends with 1 if there is anything."
      },
      mixinStandardHelpOptions = true)
  int verify(
      @Mixin TableOptions table,
      @Option(names = "--json", description = "Tell it as JSON Lines.") boolean json) {
    try (OpenTable open = table.open(false)) {
      AtomicLong violations = new AtomicLong();
      long items =
          open.orgtable()
              .verifier()
              .verify(
                  violation -> {
                    violations.incrementAndGet();
                    out().println(json ? json(violation) : text(violation));
                  });
      out().flush();
      spec.commandLine()
          .getErr()
          .println(items + " items read, " + violations + " violations found");
      return violations.get() == 0 ? 0 : WRONG;
    }
  }

  private static String text(Violation violation) {
    return String.join(
        " ",
        violation.code().name(),
        violation.id(),
        violation.rng(),
        "(" + violation.detail() + ")");
  }

  private static String json(Violation violation) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("code", violation.code().name());
    fields.put("id", violation.id());
    fields.put("rng", violation.rng());
    fields.put("detail", violation.detail());
    return JSON.writeValueAsString(fields);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
