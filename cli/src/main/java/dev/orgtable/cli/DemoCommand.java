package dev.orgtable.cli;

import dev.orgtable.maintenance.demo.Demo;
import dev.orgtable.store.Items;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Fills a table with generated data. */
@Command(
    name = "demo",
    description = {
      "Fill a table with generated users and organisations: most are small, a few are large.",
      "It has roles, groups, services, suspended members, limits, and invitations of the last days.",
      "The same numbers and seed generate the same items. A table with items is refused."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final int BATCH = 2000;

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;
  @Mixin private ThreadsOption threads;
  @Mixin private RateOption rate;

  @Option(names = "--users", paramLabel = "N", required = true, description = "Number of users.")
  private int users;

  @Option(
      names = "--organisations",
      paramLabel = "N",
      required = true,
      description = "Number of organisations.")
  private int organisations;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the generated data (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--overwrite",
      description = "Accept a table with items; items with the same keys are replaced.")
  private boolean overwrite;

  @Override
  public Integer call() throws Exception {
    return Interruption.run(
        spec.commandLine().getErr(),
        "run the same command with --overwrite to write everything",
        this::fill);
  }

  private int fill(Interruption interruption) {
    Settings settings = rate.settings(interruption);
    Demo demo =
        Misuse.named(
            spec,
            Map.of("users", "--users", "organisations", "--organisations"),
            () -> Demo.of(users, organisations, seed, settings.clock().instant()));
    int hands = threads.count();
    PrintWriter err = spec.commandLine().getErr();
    try (OpenTable open = table.make(false)) {
      Orgtable orgtable = open.orgtable(settings);
      Items items = orgtable.items();
      if (!overwrite && !items.isEmpty()) {
        throw new IllegalArgumentException(
            open.identity() + " has items; use --overwrite to fill it anyway");
      }
      Progress progress = Progress.start(err, "demo", demo.size());
      orgtable.events().beginAnew();
      put(demo, items, hands, progress, interruption);
      orgtable.events().beginAnew();
      err.println(progress.total() + " items written (" + progress.speed() + ")");
      return 0;
    }
  }

  private static void put(
      Demo demo, Items items, int hands, Progress progress, Interruption interruption) {
    List<Map<String, AttributeValue>> some = new ArrayList<>();
    Runnable flush =
        () -> {
          interruption.check();
          items.put(some, hands, interruption::check);
          progress.add(some.size());
          some.clear();
        };
    try (progress) {
      demo.forEach(
          item -> {
            some.add(item);
            if (some.size() == BATCH) {
              flush.run();
            }
          });
      flush.run();
    }
  }
}
