package dev.orgtable.benchmarks.start;

import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures how long a fresh process takes to its first answer: {@code serve} on an embedded engine,
 * and one call of the library.
 */
public final class StartPart implements Part {

  private static final int ROUNDS = 5;

  private final Path directory;

  /** Works in a temporary directory. */
  public StartPart() {
    try {
      directory = Files.createTempDirectory("orgtable-start");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public String measure(Path plots) throws Exception {
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory()) {
      fill(engine.uri());
      Map<String, Case> cases = new LinkedHashMap<>();
      for (Jdk jdk : Jdk.installed()) {
        serve(cases, jdk);
        firstCall(cases, jdk, engine.uri());
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Case each : cases.values()) {
          each.run();
        }
      }
      return report(cases, plots);
    }
  }

  private static void fill(URI engine) {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(engine)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      Orgtable orgtable = Orgtable.on(client, "orgtable");
      orgtable.schema().create(false, Duration.ofSeconds(30));
      UserId ann = UserId.of("ann@example.com");
      orgtable.users().create(User.of(ann, new Profile("Ann", "", ""), Instant.EPOCH));
      orgtable.organisations().create(OrganisationId.of("acme"), "Acme", ann);
    }
  }

  private void serve(Map<String, Case> cases, Jdk jdk) throws Exception {
    List<String> program =
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            Path.of("cli/target/orgtable.jar").toAbsolutePath().toString(),
            "serve",
            "--port",
            "0",
            "--data");
    Path archive = directory.resolve("serve-" + jdk.version() + ".jsa");
    String name = "serve, JDK " + jdk.version();
    cases.put(name, new Case("Serving", jdk, List.of(), program, "data"));
    List<String> shared = List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off");
    new Case("Serving", jdk, List.of("-XX:ArchiveClassesAtExit=" + archive), program, "data").run();
    cases.put(name + ", class-data sharing", new Case("Serving", jdk, shared, program, "data"));
  }

  private void firstCall(Map<String, Case> cases, Jdk jdk, URI engine) throws Exception {
    String classpath = System.getProperty("java.class.path");
    for (String http : List.of("url-connection", "apache5")) {
      List<String> program =
          List.of("-cp", classpath, FirstCall.class.getName(), engine.toString(), http);
      String name = "first call, JDK " + jdk.version() + ", " + http;
      Path archive = directory.resolve(http + "-" + jdk.version() + ".jsa");
      cases.put(name, new Case("answered", jdk, List.of(), program, ""));
      List<String> quick = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
      cases.put(name + ", C1, serial", new Case("answered", jdk, quick, program, ""));
      List<String> write = new ArrayList<>(quick);
      write.add("-XX:ArchiveClassesAtExit=" + archive);
      new Case("answered", jdk, write, program, "").run();
      List<String> shared = new ArrayList<>(quick);
      shared.add("-XX:SharedArchiveFile=" + archive);
      cases.put(
          name + ", C1, serial, class-data sharing",
          new Case("answered", jdk, shared, program, ""));
    }
  }

  private static String report(Map<String, Case> cases, Path plots) throws IOException {
    Markdown table = new Markdown("what", "ms to the answer", "CPU ms", "MB resident");
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
    return "## Start\n\n"
        + "A fresh process each time; median of "
        + ROUNDS
        + " interleaved rounds (least–most). `serve`: on an embedded engine with an empty directory,"
        + " until it says that it serves. *First call*: a client, an `Orgtable` and one check against"
        + " an engine in another process.\n\n"
        + table
        + "\n![Time to the first answer](performance/start.svg)\n";
  }

  /** A way to start, and what its rounds gave. */
  private final class Case {

    private final String line;
    private final List<String> command = new ArrayList<>();
    private final String data;
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();
    private final List<Double> megabytes = new ArrayList<>();

    Case(String line, Jdk jdk, List<String> options, List<String> program, String data) {
      this.line = line;
      this.data = data;
      command.add(jdk.java().toString());
      command.addAll(options);
      command.addAll(program);
    }

    void run() throws IOException, InterruptedException {
      List<String> whole = new ArrayList<>(command);
      if (!data.isEmpty()) {
        whole.add(Files.createTempDirectory(directory, data).toString());
      }
      Launch.Seen seen = Launch.until(line, directory, whole);
      millis.add(seen.millis());
      cpuMillis.add(seen.cpuMillis());
      megabytes.add(seen.megabytes());
    }
  }
}
