package dev.orgtable.cli;

import dev.orgtable.cli.file.Checksum;
import dev.orgtable.cli.file.ExportFile;
import dev.orgtable.store.Items;
import dev.orgtable.store.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Exports all items of a table to a file. */
@Command(
    name = "export",
    description = {
      "Export all items to a file, as JSON Lines in DynamoDB's attribute format.",
      "FILE.sha256 has the checksum. Until the export is complete, the file is called FILE.part."
          + " It is not a snapshot: items written during the export may be missing.",
      "Only the owner can read the files (mode 0600). An empty table is refused, since exporting"
          + " one is usually a mistake."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;

  @Parameters(paramLabel = "FILE", description = "Output file; compressed if the name ends in .gz.")
  private Path file;

  @Option(names = "--resume", description = "Continue an interrupted export.")
  private boolean resume;

  @Option(names = "--allow-empty", description = "Export an empty table.")
  private boolean allowEmpty;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(),
        "run the same command with --resume to continue",
        this::export);
  }

  private int export(Interruption interruption) throws IOException {
    int parts = segments.count();
    Settings settings = rate.settings(interruption);
    try (OpenTable open = table.open()) {
      Items items = open.orgtable(settings).items();
      if (!allowEmpty && !resume && items.isEmpty()) {
        throw new IllegalArgumentException(
            open.identity() + " has no items, nothing was written; use --allow-empty to export it");
      }
      return export(open, items, parts, interruption);
    }
  }

  private int export(OpenTable open, Items items, int parts, Interruption interruption)
      throws IOException {
    try (ExportFile part =
        resume
            ? ExportFile.resume(file, open.identity())
            : ExportFile.begin(file, open.identity(), parts)) {
      PrintWriter err = spec.commandLine().getErr();
      Progress progress = Progress.start(err, "export", open.items(), part.items());
      read(items, part, progress, interruption);
      Checksum written = part.finish();
      err.println(
          progress.total()
              + " items read, "
              + written.items()
              + " lines written ("
              + progress.speed()
              + "), SHA-256 "
              + written.sha256());
      return 0;
    }
  }

  private static void read(
      Items items, ExportFile part, Progress progress, Interruption interruption) {
    try (progress) {
      items.read(
          part.left(),
          (segment, page) -> {
            part.write(segment, page);
            progress.add(page.items().size());
            interruption.check();
          });
    }
  }
}
