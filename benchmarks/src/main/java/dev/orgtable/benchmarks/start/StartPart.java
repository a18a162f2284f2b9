package dev.orgtable.benchmarks.start;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Checkout;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.JarOfClasses;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the time from the start of a fresh process to its first response: {@code serve} on an
 * embedded engine, and one call of the library.
 */
public final class StartPart implements Part {

  private static final int ROUNDS = 5;

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory()) {
      Acme.fill(engine.uri());
      // A deployment of a function: no server, engine or logging.
      String classpath =
          JarOfClasses.classPath(
              scratch.resolve("function.jar"),
              List.of(FirstCall.class, Acme.class),
              Checkout.file("benchmarks/target/function"),
              any -> true);
      Map<String, Case> cases = new LinkedHashMap<>();
      for (Jdk jdk : Jdk.installed()) {
        serve(cases, jdk, scratch);
        firstCall(cases, jdk, classpath, engine.uri(), scratch);
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Case each : cases.values()) {
          each.run();
        }
      }
      return report(cases, plots);
    }
  }

  private static void serve(Map<String, Case> cases, Jdk jdk, Path scratch) {
    List<String> program =
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            Checkout.file("cli/target/orgtable.jar").toString(),
            "serve",
            "--port",
            "0",
            "--data");
    String name = "serve, JDK " + jdk.version();
    Optional<Path> data = Optional.of(scratch);
    cases.put(name, new Case("Serving", jdk, List.of("-XX:+UseParallelGC"), program, data));
    cases.put(name + ", C1, serial", new Case("Serving", jdk, quick(List.of()), program, data));
  }

  private static void firstCall(
      Map<String, Case> cases, Jdk jdk, String classpath, URI engine, Path scratch)
      throws Exception {
    for (String http : List.of("url-connection", "apache5")) {
      List<String> program =
          List.of("-cp", classpath, FirstCall.class.getName(), engine.toString(), http);
      String name = "first call, JDK " + jdk.version() + ", " + http;
      cases.put(name, new Case("answered true", jdk, List.of(), program, Optional.empty()));
      for (Archive archive : Archive.of(jdk, scratch.resolve(http))) {
        if (archive.isWritten()) {
          try (Child child = Child.command(command(jdk, quick(archive.write()), program))) {
            child.finish();
          }
        }
        cases.put(
            name + ", C1, serial" + archive.name(),
            new Case("answered true", jdk, quick(archive.read()), program, Optional.empty()));
      }
    }
  }

  private static List<String> command(Jdk jdk, List<String> options, List<String> program) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(options);
    command.addAll(program);
    return command;
  }

  /**
   * The JVM options that suit a process of a few calls: no second compiler, no collector threads.
   */
  private static List<String> quick(List<String> options) {
    List<String> all = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    all.addAll(options);
    return all;
  }

  private static String report(Map<String, Case> cases, Path plots) throws IOException {
    Markdown table = new Markdown("process", "ms to the response", "CPU ms", "MB resident");
    List<Plot.Bar> bars = new ArrayList<>();
    cases.forEach(
        (name, each) -> {
          table.row(
              name,
              Rounds.of(each.millis).text(0),
              Rounds.of(each.cpuMillis).text(0),
              Rounds.of(each.megabytes).text(0));
          bars.add(Rounds.of(each.millis).bar(name));
        });
    Plot.bars(
        plots.resolve("start.svg"), "From the start of the process to the answer", "ms", bars);
    return "## Start-up time\n\n"
        + "A fresh process each time; median of "
        + ROUNDS
        + " interleaved rounds (minimum–maximum). `serve`: on an embedded engine with an empty"
        + " directory, as run by ./orgtable, until it prints that it serves. *First call*: a"
        + " client, an `Orgtable` and one check with an engine in another process, as in an AWS"
        + " Lambda function. *C1, serial*: `-XX:TieredStopAtLevel=1 -XX:+UseSerialGC`, for"
        + " short-lived processes or a laptop; slower for a busy server. *Class-data sharing*:"
        + " `-XX:ArchiveClassesAtExit`, then `-XX:SharedArchiveFile`. *AOT cache*:"
        + " `-XX:AOTCacheOutput`, then `-XX:AOTCache`. With DynamoDB Local `serve` uses"
        + " neither: that engine's manifest names its own directory, which both refuse.\n\n"
        + table
        + "\n![Time to the first answer](performance/start.svg)\n";
  }

  /** A way to start, with the results of its rounds. */
  private static final class Case {

    private final String line;
    private final List<String> command;
    private final Optional<Path> data;
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private final List<Double> megabytes = new ArrayList<>();

    /** Appends a new directory below {@code data} to the command each time, if given. */
    Case(String line, Jdk jdk, List<String> options, List<String> program, Optional<Path> data) {
      this.line = line;
      this.data = data;
      this.command = command(jdk, options, program);
    }

    void run() throws IOException {
      List<String> whole = new ArrayList<>(command);
      if (data.isPresent()) {
        whole.add(Files.createTempDirectory(data.get(), "data").toString());
      }
      Launch.Seen seen = Launch.until(line, whole);
      millis.add(seen.millis());
      cpuMillis.add(seen.cpuMillis());
      megabytes.add(seen.megabytes());
    }
  }
}
