package dev.orgtable.cli;

import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Repair;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Repairs violations found by the verifier. */
@Command(
    name = "repair",
    description = {
      "Repair violations that verify finds, if the table proves what is right. Grants no rights.",
      "Without --apply it prints the repairs, one per line, and changes nothing. With --apply it"
          + " executes them and verifies again. Exit code 1 if any violation is left."
    },
    mixinStandardHelpOptions = true)
final class RepairCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;
  @Mixin private DecisionsOption decisions;

  @Option(names = "--apply", description = "Execute the repairs.")
  private boolean apply;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(), "run the same command to continue", this::repair);
  }

  private int repair(Interruption interruption) throws IOException {
    decisions.prepare(apply);
    Steps steps = new Steps(spec.commandLine(), "orgtable table repair", interruption);
    Settings settings = rate.settings(interruption);
    int parts = segments.count();
    try (OpenTable open = table.open()) {
      Orgtable orgtable = open.orgtable(settings);
      Repair repair = Maintenance.of(orgtable).repair();
      try (Progress progress = steps.progress("repair", open.items(), apply)) {
        LongConsumer read = steps.counting(progress);
        Summary summary =
            apply
                ? decisions.apply(
                    orgtable, decided -> repair.apply(parts, decided, steps::tell, read))
                : repair.plan(parts, steps::tell, read);
        int code = steps.end(summary, apply);
        if (!apply) {
          decisions.write("orgtable table repair", steps.undecided(), spec.commandLine().getErr());
        }
        return code;
      }
    }
  }
}
