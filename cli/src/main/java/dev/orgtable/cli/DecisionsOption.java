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

/** The file of what a person must decide: a plan writes it, and {@code --apply} takes it. */
final class DecisionsOption {

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "Without --apply: write what is left for a person to decide to this new file, a line each."
              + " With --apply: take the decisions that were filled in there.")
  private @Nullable Path file;

  /** Refuses to plan into a file that is there. */
  void prepare(boolean apply) {
    if (file != null && !apply) {
      DecisionsFile.requireNew(file);
    }
  }

  /** Does the work with what was decided, and what it began to its end. */
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

  /** To delete a large organisation takes a job. */
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

  /** Writes what a plan left to decide, if it left anything. */
  void write(String command, List<Step<?>> undecided, PrintWriter err) throws IOException {
    if (file == null) {
      if (!undecided.isEmpty()) {
        err.println(
            undecided.size() + " of them can be decided; " + command + " --decisions FILE asks");
      }
      return;
    }
    if (undecided.isEmpty()) {
      err.println("nothing can be decided: " + file + " was not written");
      return;
    }
    DecisionsFile.write(file, command, undecided);
    err.println("decide in " + file + ", then " + command + " --apply --decisions " + file);
  }
}
