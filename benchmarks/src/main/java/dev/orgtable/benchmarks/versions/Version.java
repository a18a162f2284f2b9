package dev.orgtable.benchmarks.versions;

import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version of the program that serves a table on an engine in another process. */
final class Version implements AutoCloseable {

  /** The members of the organisation besides its owner. */
  static final int MEMBERS = 100;

  private static final String ID = "AWS_ACCESS_KEY_ID=key";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY=secret";
  private static final String READY = "  API ";
  private static final String KEY = "otk_";
  private static final Pattern SPACES = Pattern.compile(" +");

  /** The JVM options of each process. */
  static final List<String> OPTIONS =
      List.of("-Xmx1g", "-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED");

  private final String title;
  private final Child server;
  private final Wire wire;
  private final String key;

  /** The id of the organisation; empty until it is created. */
  private String organisation = "";

  private Version(String title, Child server, Wire wire, String key) {
    this.title = title;
    this.server = server;
    this.wire = wire;
    this.key = key;
  }

  /**
   * Starts the program with a table of its own, and fills it over HTTP.
   *
   * @param program the jar {@code orgtable.jar} of a built checkout
   * @param endpoint the address of the engine
   */
  static Version start(String title, Path program, String endpoint, Path scratch)
      throws IOException {
    String table = "table-" + title;
    List<String> where =
        List.of("--endpoint=" + endpoint, "--region=us-east-1", "--table=" + table);
    Path secrets = scratch.resolve(table + ".secrets");
    Child server =
        run(
            program,
            where,
            "serve",
            "--create-table",
            "--port=0",
            "--rate-limit=100000000",
            "--print-secrets-to=" + secrets);
    String address = SPACES.matcher(server.after(READY)).replaceAll("").replace("/v1", "");
    server.forgetOutput();
    String key;
    try (Child keys = run(program, where, "keys", "create", "--name=bench", "--scope=read,write")) {
      key = KEY + keys.after(KEY);
    }
    Version version = new Version(title, server, new Wire(URI.create(address)), key);
    version.fill();
    return version;
  }

  private static Child run(Path program, List<String> where, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("env", "-u", VersionsPart.VARIABLE, ID, SECRET, Child.java()));
    command.addAll(OPTIONS);
    command.addAll(List.of("-jar", program.toString()));
    command.addAll(List.of(arguments));
    command.addAll(where);
    return Child.command(command);
  }

  String title() {
    return title;
  }

  private void fill() throws IOException {
    user("ann");
    var made =
        answer("POST", "/v1/organisations", "{\"name\":\"Acme\",\"owner\":\"ann@example.com\"}");
    String location = made.location().orElseThrow();
    organisation = location.substring(location.lastIndexOf('/') + 1);
    for (int i = 0; i < MEMBERS; i++) {
      String member = member(i);
      user("member-" + i);
      send(
          "POST",
          "/v1/organisations/" + organisation + "/invitations",
          "{\"email\":\"" + member + "\",\"groups\":[\"staff\"]}");
      send("POST", "/v1/users/" + member + "/invitations/" + organisation + "/accept", null);
    }
  }

  private void user(String name) throws IOException {
    send(
        "POST",
        "/v1/users",
        "{\"email\":\"" + name + "@example.com\",\"firstName\":\"" + name + "\"}");
  }

  private static String member(int index) {
    return "member-" + index % MEMBERS + "@example.com";
  }

  /** Checks whether a member is in a group. */
  void check(int index) throws IOException {
    String answer =
        send(
            "GET",
            "/v1/check?user=" + member(index) + "&organisation=" + organisation + "&group=staff",
            null);
    require(answer.contains("true"), answer);
  }

  /** Reads the first 50 members. */
  void members(int index) throws IOException {
    String answer = send("GET", "/v1/organisations/" + organisation + "/members?limit=50", null);
    require(answer.contains("@example.com"), answer);
  }

  /** Adds a member to a group, or again. */
  void add(int index) throws IOException {
    String unused =
        send(
            "PUT",
            "/v1/organisations/" + organisation + "/members/" + member(index) + "/groups/readers",
            null);
  }

  private static void require(boolean right, String answer) {
    if (!right) {
      throw new IllegalStateException("a wrong answer: " + answer);
    }
  }

  private String send(String method, String path, @Nullable String json) throws IOException {
    return answer(method, path, json).body();
  }

  private Wire.Answer answer(String method, String path, @Nullable String json) throws IOException {
    var request = json == null ? wire.request(method, path) : wire.json(method, path, json);
    return wire.send(request.addHeader("Authorization", "Bearer " + key));
  }

  /** Returns the processor time of the server's process up to now, in ms. */
  double millis() {
    return server.cpuMillisOfTree();
  }

  @Override
  public void close() throws IOException {
    wire.close();
    server.close();
  }
}
