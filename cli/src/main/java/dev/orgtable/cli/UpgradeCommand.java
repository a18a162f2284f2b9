package dev.orgtable.cli;

import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.maintenance.Upgrade;
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

/** Upgrades a table of the original Go program. */
@Command(
    name = "upgrade",
    description = {
      "Upgrade a table of the original Go program, while it is in use.",
      "A member who has not accepted becomes an invitee, with a week to accept. What the"
          + " table does not prove is deleted; a missing user record of a member is restored"
          + " from the organisation's copy. Grants no rights.",
      "Without --apply it prints the steps, one per line, and changes nothing. It can be"
          + " interrupted and repeated. Exit code 1 if anything is left to do or to decide."
    },
    mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;
  @Mixin private DecisionsOption decisions;

  @Option(names = "--apply", description = "Execute the steps.")
  private boolean apply;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(), "run the same command to continue", this::upgrade);
  }

  private int upgrade(Interruption interruption) throws IOException {
    decisions.prepare(apply);
    Steps steps = new Steps(spec.commandLine(), "orgtable table upgrade", interruption);
    Settings settings = rate.settings(interruption);
    int parts = segments.count();
    try (OpenTable open = table.open()) {
      Orgtable orgtable = open.orgtable(settings);
      Upgrade upgrade = Maintenance.of(orgtable).upgrade();
      try (Progress progress = steps.progress("upgrade", open.items(), apply)) {
        LongConsumer read = steps.counting(progress);
        Summary summary =
            apply
                ? decisions.apply(
                    orgtable, decided -> upgrade.apply(parts, decided, steps::tell, read))
                : upgrade.plan(parts, steps::tell, read);
        int code = steps.end(summary, apply);
        if (!apply) {
          decisions.write("orgtable table upgrade", steps.undecided(), spec.commandLine().getErr());
        }
        return code;
      }
    }
  }
}
