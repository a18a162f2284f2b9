package dev.orgtable.cli;

import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Summary;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import picocli.CommandLine;

/** Prints the steps of an upgrade or a repair, one per line, and a summary. */
final class Steps {

  private final PrintWriter out;
  private final PrintWriter err;
  private final String command;
  private final Interruption interruption;

  /** The open questions, by key of the item, which may have several violations. */
  private final Map<List<String>, Step<?>> undecided = new LinkedHashMap<>();

  Steps(CommandLine commandLine, String command, Interruption interruption) {
    out = commandLine.getOut();
    err = commandLine.getErr();
    this.command = command;
    this.interruption = interruption;
  }

  /** Shows progress. The total is unknown, since the table may be read several times. */
  Progress progress(String what, long about, boolean applied) {
    return Progress.start(err, what, applied ? -1 : about);
  }

  /** Returns a listener that updates the progress and stops the work on request. */
  LongConsumer counting(Progress progress) {
    return read -> {
      progress.add(read);
      interruption.check();
    };
  }

  void tell(Step<?> step) {
    String outcome =
        switch (step.outcome()) {
          case PLANNED -> "would ";
          case DONE -> "done  ";
          case LEFT -> "left  ";
          case FOREIGN -> "foreign ";
          case GONE -> "gone  ";
        };
    if (!step.choices().isEmpty()) {
      undecided.putIfAbsent(List.of(step.id(), step.rng()), step);
    }
    out.println(
        Line.of(outcome + step.code() + " " + step.id() + " " + step.rng() + ": " + step.what()));
    out.flush();
    interruption.check();
  }

  /** Returns the steps that a person can decide. */
  List<Step<?>> undecided() {
    return List.copyOf(undecided.values());
  }

  /** Prints the summary and returns the exit code. */
  int end(Summary summary, boolean applied) {
    err.println(
        summary.items()
            + " items read, "
            + summary.steps()
            + (applied ? " steps done, " : " steps planned, ")
            + summary.left()
            + " left for a person to decide"
            + (summary.foreign() == 0
                ? ""
                : ", " + summary.foreign() + " items of other programs left alone"));
    if (!applied && summary.steps() > 0) {
      err.println("nothing was changed; execute with " + command + " --apply");
    }
    err.flush();
    boolean open = summary.left() > 0 || (!applied && summary.steps() > 0);
    return open ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }
}
