package dev.orgtable.cli;

import dev.orgtable.store.Repair;
import dev.orgtable.store.Summary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mends what the verifier finds. */
@Command(
    name = "repair",
    description = {
      "Mend what verify finds, as far as the table proves what is right. No right is granted.",
      "Without --apply it tells the repairs, a line each, and changes nothing. With --apply it does"
          + " them and verifies again. Ends with 1 while anything is left."
    },
    mixinStandardHelpOptions = true)
final class RepairCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;

  @Option(names = "--apply", description = "Do it.")
  private boolean apply;

  @Override
  public Integer call() {
    Steps steps = new Steps(spec.commandLine(), "orgtable table repair");
    try (OpenTable open = table.open(false)) {
      Repair repair = open.orgtable().repair();
      Summary summary = apply ? repair.apply(steps::tell) : repair.plan(steps::tell);
      return steps.end(summary, apply);
    }
  }
}
