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

/** Writes all items of a table to a file. */
@Command(
    name = "export",
    description = {
      "Write all items to a file: JSON Lines in DynamoDB's own attribute form.",
      "FILE.sha256 tells what must be in it. Until all is written, the file is called FILE.part."
          + " Items that are written meanwhile may be in it or not: it is not of one moment.",
      "The files are for their owner alone (mode 0600). A table without items is refused, since a"
          + " copy of nothing is hardly ever meant."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;

  @Parameters(paramLabel = "FILE", description = "Compressed if the name ends in .gz.")
  private Path file;

  @Option(names = "--resume", description = "Go on with an export that did not end.")
  private boolean resume;

  @Option(names = "--allow-empty", description = "Export a table without items, too.")
  private boolean allowEmpty;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(), "the same command with --resume goes on", this::export);
  }

  private int export(Interruption interruption) throws IOException {
    int parts = segments.count();
    Settings settings = rate.settings(interruption);
    try (OpenTable open = table.open()) {
      Items items = open.orgtable(settings).items();
      if (!allowEmpty && !resume && items.isEmpty()) {
        throw new IllegalArgumentException(
            open.identity() + " holds no items, nothing was written; --allow-empty exports it");
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
