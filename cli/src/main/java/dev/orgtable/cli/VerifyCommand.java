package dev.orgtable.cli;

import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Violation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Reads a whole table and tells what is wrong with it. */
@Command(
    name = "verify",
    description = {
      "Read the whole table and tell everything that is not as it must be, a line each.",
      "Ends with 1 if there is anything."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  private static final int WRONG = 1;

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private SegmentsOption segments;
  @Mixin private RateOption rate;

  @Option(names = "--json", description = "Tell it as JSON Lines.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(), "nothing was changed; run it again", this::verify);
  }

  private int verify(Interruption interruption) {
    PrintWriter err = spec.commandLine().getErr();
    try (OpenTable open = table.open(false)) {
      Progress progress = Progress.start(err, "verify", open.items());
      long violations = verify(open.orgtable(rate.settings(interruption)), interruption, progress);
      err.println(
          progress.total()
              + " items read, "
              + violations
              + " violations found ("
              + progress.speed()
              + ")");
      return violations == 0 ? 0 : WRONG;
    }
  }

  private long verify(Orgtable orgtable, Interruption interruption, Progress progress) {
    PrintWriter out = spec.commandLine().getOut();
    AtomicLong violations = new AtomicLong();
    Function<Violation, String> form = json ? asJson() : VerifyCommand::text;
    try (progress) {
      orgtable
          .verifier()
          .verify(
              segments.count(),
              violation -> {
                violations.incrementAndGet();
                out.println(form.apply(violation));
              },
              read -> {
                progress.add(read);
                interruption.check();
              });
    }
    out.flush();
    return violations.get();
  }

  private static String text(Violation violation) {
    return String.join(
        " ",
        violation.code().name(),
        violation.id(),
        violation.rng(),
        "(" + violation.detail() + ")");
  }

  /** To make a mapper takes a tenth of a second: no other command waits for it. */
  private static Function<Violation, String> asJson() {
    JsonMapper mapper = new JsonMapper();
    return violation -> {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("code", violation.code().name());
      fields.put("id", violation.id());
      fields.put("rng", violation.rng());
      fields.put("detail", violation.detail());
      return mapper.writeValueAsString(fields);
    };
  }
}
