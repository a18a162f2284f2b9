package dev.orgtable.cli;

import dev.orgtable.maintenance.ForeignItem;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Reads a whole table and reports violations. */
@Command(
    name = "verify",
    description = {
      "Read the whole table and print all violations, one per line.",
      "Exit code 1 if there are any. Items of other programs under foreign keys are printed"
          + " as FOREIGN_ITEM and are not violations."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  private static final int WRONG = 1;

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;

  private final AtomicLong foreign = new AtomicLong();

  @Option(names = "--json", description = "Print JSON Lines.")
  private boolean json;

  @Option(
      names = "--logs",
      description =
          "Also replay the logs of organisations, users and the table: events must continue each"
              + " other and tell what the records say.")
  private boolean logs;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(), "nothing was changed; run it again", this::verify);
  }

  private int verify(Interruption interruption) {
    PrintWriter err = spec.commandLine().getErr();
    Settings settings = rate.settings(interruption);
    int parts = segments.count();
    try (OpenTable open = table.open()) {
      Progress progress = Progress.start(err, "verify", open.items());
      long violations = verify(open.orgtable(settings), parts, interruption, progress);
      err.println(
          progress.total()
              + " items read, "
              + violations
              + " violations found"
              + (foreign.get() == 0 ? "" : ", " + foreign + " items of other programs left alone")
              + " ("
              + progress.speed()
              + ")");
      return violations == 0 ? 0 : WRONG;
    }
  }

  private long verify(Orgtable orgtable, int parts, Interruption interruption, Progress progress) {
    PrintWriter out = spec.commandLine().getOut();
    AtomicLong violations = new AtomicLong();
    Function<Finding, String> form = json ? asJson() : VerifyCommand::text;
    Consumer<Violation> told =
        violation -> {
          violations.incrementAndGet();
          out.println(form.apply(line(violation)));
        };
    try (progress) {
      Maintenance.of(orgtable)
          .verifier()
          .verify(
              parts,
              told,
              item -> {
                foreign.incrementAndGet();
                out.println(form.apply(line(item)));
              },
              read -> {
                progress.add(read);
                interruption.check();
              });
    }
    if (logs) {
      Maintenance.of(orgtable).verifier().verifyLogs(parts, told, read -> interruption.check());
    }
    out.flush();
    return violations.get();
  }

  /** The output for one item. */
  private record Finding(String code, String id, String rng, String detail) {}

  private static Finding line(Violation violation) {
    return new Finding(
        violation.code().name(), violation.id(), violation.rng(), violation.detail());
  }

  private static Finding line(ForeignItem item) {
    return new Finding("FOREIGN_ITEM", item.id(), item.rng(), item.detail());
  }

  private static String text(Finding line) {
    return Line.of(String.join(" ", line.code(), line.id(), line.rng(), "(" + line.detail() + ")"));
  }

  /** Creates the mapper only for this command, since that takes a tenth of a second. */
  private static Function<Finding, String> asJson() {
    JsonMapper mapper = new JsonMapper();
    return line -> {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("code", line.code());
      fields.put("id", line.id());
      fields.put("rng", line.rng());
      fields.put("detail", line.detail());
      return mapper.writeValueAsString(fields);
    };
  }
}
