package dev.orgtable.cli;

import dev.orgtable.store.Summary;
import dev.orgtable.store.Upgrade;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Upgrades a table that the original Go program left. */
@Command(
    name = "upgrade",
    description = {
      "Upgrade a table that the original Go program left, while others work on it.",
      "A member who has not accepted becomes an invitee, with a week from now to accept. What the"
          + " table does not prove is removed; a member whose user's record is missing gets it"
          + " again from the organisation's copy. No right is granted.",
      "Without --apply it tells the steps, a line each, and changes nothing. It can be stopped and"
          + " started again. Ends with 1 if anything is left to do or to decide."
    },
    mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;

  @Option(names = "--apply", description = "Do it.")
  private boolean apply;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(spec.commandLine().getErr(), "the same command goes on", this::upgrade);
  }

  private int upgrade(Interruption interruption) {
    Steps steps = new Steps(spec.commandLine(), "orgtable table upgrade", interruption);
    try (OpenTable open = table.open(false)) {
      Upgrade upgrade = open.orgtable(rate.settings(interruption)).upgrade();
      try (Progress progress = steps.progress("upgrade", open.items(), apply)) {
        LongConsumer read = steps.counting(progress);
        Summary summary =
            apply
                ? upgrade.apply(segments.count(), steps::tell, read)
                : upgrade.plan(segments.count(), steps::tell, read);
        return steps.end(summary, apply);
      }
    }
  }
}
