package dev.orgtable.benchmarks.program;

import dev.orgtable.benchmarks.Checkout;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.clients.ClientsPart;
import dev.orgtable.benchmarks.cost.CostPart;
import dev.orgtable.benchmarks.growth.GrowthPart;
import dev.orgtable.benchmarks.latency.LatencyPart;
import dev.orgtable.benchmarks.library.LibraryPart;
import dev.orgtable.benchmarks.peers.PeersPart;
import dev.orgtable.benchmarks.service.CachedPart;
import dev.orgtable.benchmarks.service.ServicePart;
import dev.orgtable.benchmarks.service.WarmUpPart;
import dev.orgtable.benchmarks.start.StartPart;
import dev.orgtable.benchmarks.versions.VersionsPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks and updates their sections of the page. */
@Command(
    name = "bench",
    description = "Run benchmarks and write the results to a page. Each part takes minutes.")
final class Main implements Callable<Integer> {

  private static final List<String> ALL =
      List.of("cost", "library", "clients", "service", "cached", "latency", "growth", "start");

  /** Needs programs that must be installed first, so it is not one of all. */
  private static final String PEERS = "peers";

  /** Needs a newer Java than the rest, so it is not one of all either. */
  private static final String WARM_UP = "warmup";

  /** Needs an earlier version of the program. */
  private static final String VERSIONS = "versions";

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description =
          "Parts to run: cost, library, clients, service, cached, latency, growth, start (default:"
              + " all these); warmup, which needs Java 25; versions, which needs another checkout"
              + " (ORGTABLE_BEFORE); and peers, which benchmarks/peers/README.md explains.")
  private List<String> parts = List.of();

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description =
          "Page to update (default: ${DEFAULT-VALUE}); plots go to a directory beside it.")
  private Path page = Checkout.file("docs/performance.md");

  @Option(
      names = "--quick",
      description =
          "Run the part peers in less than 4 minutes, to see whether it works, and print its section"
              + " instead of writing it.")
  private boolean quick;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it.
  private boolean help;

  private Optional<Part> part(String name) {
    return switch (name) {
      case "cost" -> Optional.of(new CostPart());
      case "library" -> Optional.of(new LibraryPart());
      case "clients" -> Optional.of(new ClientsPart());
      case "service" -> Optional.of(new ServicePart());
      case "cached" -> Optional.of(new CachedPart());
      case PEERS -> Optional.of(new PeersPart(quick));
      case VERSIONS -> Optional.of(new VersionsPart());
      case WARM_UP -> Optional.of(new WarmUpPart());
      case "latency" -> Optional.of(new LatencyPart());
      case "growth" -> Optional.of(new GrowthPart());
      case "start" -> Optional.of(new StartPart());
      default -> Optional.empty();
    };
  }

  @Override
  public Integer call() throws Exception {
    if (quick && !parts.equals(List.of(PEERS))) {
      System.err.println("bench: --quick is for the part " + PEERS + " alone");
      return CommandLine.ExitCode.USAGE;
    }
    Map<String, Part> chosen = new LinkedHashMap<>();
    for (String name : parts.isEmpty() ? ALL : parts) {
      Optional<Part> part;
      try {
        part = part(name);
      } catch (IllegalArgumentException e) {
        System.err.println("bench: " + e.getMessage());
        return CommandLine.ExitCode.USAGE;
      }
      if (part.isEmpty()) {
        System.err.println(
            "bench: unknown part %s, expected %s, %s, %s or one of %s"
                .formatted(name, PEERS, WARM_UP, VERSIONS, ALL));
        return CommandLine.ExitCode.USAGE;
      }
      chosen.put(name, part.get());
    }
    Page written = new Page(page);
    Optional<String> fault = written.fault();
    if (fault.isPresent()) {
      System.err.println("bench: " + fault.get());
      return CommandLine.ExitCode.USAGE;
    }
    Path scratch = Files.createTempDirectory("orgtable-bench");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(scratch)));
    for (Map.Entry<String, Part> each : chosen.entrySet()) {
      System.out.println("bench " + each.getKey());
      Path files = Files.createDirectory(scratch.resolve(each.getKey()));
      Path plots = Files.createDirectory(files.resolve("plots"));
      String section = each.getValue().measure(plots, files);
      if (quick) {
        System.out.println(section + "\n" + Machine.line(each.getKey()));
        return CommandLine.ExitCode.OK;
      }
      written.write(each.getKey(), section + "\n" + Machine.line(each.getKey()), plots);
    }
    System.out.println("wrote " + page);
    return CommandLine.ExitCode.OK;
  }

  private static void end(Path scratch) {
    Child.endAll();
    delete(scratch);
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("bench: " + directory + " cannot be deleted: " + e.getMessage());
    }
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
