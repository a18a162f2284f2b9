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
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;
  @Mixin private DecisionsOption decisions;

  @Option(names = "--apply", description = "Do it.")
  private boolean apply;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(spec.commandLine().getErr(), "the same command goes on", this::repair);
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
