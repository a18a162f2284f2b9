package dev.orgtable.cli;

import dev.orgtable.cli.file.DecisionsFile;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.maintenance.Decision;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a decisions file: a plan writes it, and {@code --apply} reads it. */
final class DecisionsOption {

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "Without --apply: write open questions to this new file, one per line."
              + " With --apply: read the decisions filled in there.")
  private @Nullable Path file;

  /** Refuses to write a plan to an existing file. */
  void prepare(boolean apply) {
    if (file != null && !apply) {
      DecisionsFile.requireNew(file);
    }
  }

  /** Runs the work with the decisions from the file, and completes the jobs that it starts. */
  Summary apply(Orgtable orgtable, Function<List<Decision>, Summary> work) throws IOException {
    if (file == null) {
      return work.apply(List.of());
    }
    DecisionsFile decided = DecisionsFile.read(file);
    try {
      Summary summary = work.apply(decided.decisions());
      finish(orgtable, decided);
      return summary;
    } catch (Decision.Refused e) {
      throw decided.refused(e);
    }
  }

  /** Deleting a large organisation starts a job. */
  private static void finish(Orgtable orgtable, DecisionsFile decided) {
    if (decided.decisions().isEmpty()) {
      return;
    }
    try (Worker worker = Worker.of(orgtable, WorkerSettings.DEFAULT, failure -> {})) {
      worker.runOpen();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Writes the open questions of a plan, if there are any. */
  void write(String command, List<Step<?>> undecided, PrintWriter err) throws IOException {
    if (file == null) {
      if (!undecided.isEmpty()) {
        err.println(
            undecided.size() + " of them can be decided: run " + command + " --decisions FILE");
      }
      return;
    }
    if (undecided.isEmpty()) {
      err.println("nothing to decide: " + file + " was not written");
      return;
    }
    DecisionsFile.write(file, command, undecided);
    err.println("fill in " + file + ", then run " + command + " --apply --decisions " + file);
  }
}
