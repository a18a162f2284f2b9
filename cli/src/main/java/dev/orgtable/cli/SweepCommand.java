package dev.orgtable.cli;

import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Deletes expired records. */
@Command(
    name = "sweep",
    description = {
      "Delete expired records: receipts, tokens, API keys, completed jobs,"
          + " and invitations that expired more than a week ago.",
      "serve does this hourly on the embedded engine; Amazon DynamoDB does it by itself."
    },
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(), "run the same command to continue", this::sweep);
  }

  private int sweep(Interruption interruption) {
    PrintWriter err = spec.commandLine().getErr();
    Settings settings = rate.settings(interruption);
    int parts = segments.count();
    try (OpenTable open = table.open()) {
      Progress progress = Progress.start(err, "sweep", open.items());
      Summary summary = sweep(open.orgtable(settings), parts, interruption, progress);
      err.println(
          summary.items()
              + " items read, "
              + summary.steps()
              + " removed"
              + (summary.foreign() == 0
                  ? ""
                  : ", " + summary.foreign() + " items of other programs left alone")
              + " ("
              + progress.speed()
              + ")");
      err.flush();
      return 0;
    }
  }

  private Summary sweep(
      Orgtable orgtable, int parts, Interruption interruption, Progress progress) {
    try (progress) {
      return Maintenance.of(orgtable)
          .sweep()
          .run(
              parts,
              read -> {
                progress.add(read);
                interruption.check();
              });
    }
  }
}
