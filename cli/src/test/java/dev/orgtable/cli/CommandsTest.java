package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import dev.orgtable.store.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The output and the exit codes of commands. */
final class CommandsTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commands = Main.commands(Map.of());
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }

  private String[] onData(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = directory.resolve("data").toString();
    return all;
  }

  private static final String HEADING = "ID\tSCOPES\tCREATED\tEXPIRES\tNAME\n";

  private static String id(String secret) {
    return secret.substring("otk_".length(), "otk_".length() + 12);
  }

  @Test
  void keys_are_made_listed_and_revoked() {
    run(onData("table", "create"));
    out.getBuffer().setLength(0);
    run(onData("keys", "create", "--name", "back end", "--scope", "read,write"));
    String secret = out.toString().trim();
    String id = id(secret);
    run(onData("keys", "list"));
    run(onData("keys", "revoke", id));
    out.getBuffer().setLength(0);

    int listed = run(onData("keys", "list"));

    assertThat(secret).matches("otk_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}");
    assertThat(listed).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualTo(HEADING);
  }

  @Test
  void a_list_of_keys_shows_no_secret() {
    run(onData("table", "create"));
    out.getBuffer().setLength(0);
    run(onData("keys", "create", "--name", "back end", "--scope", "admin", "--expires-in", "P90D"));
    String secret = out.toString().trim();
    out.getBuffer().setLength(0);

    run(onData("keys", "list"));

    assertThat(out.toString())
        .as(err.toString())
        .startsWith(HEADING + id(secret) + "\tadmin\t")
        .endsWith("\tback end\n")
        .doesNotContain(secret.substring(20));
  }

  @ParameterizedTest
  @CsvSource({
    "serve --port 70000, --port must be 0 to 65535",
    "serve --port abc, 'abc'",
    "serve --host 0.0.0.0, --plain-http",
    "serve --region eu-west-1, need --table",
    "serve --memory --data x, exclude each other",
    "serve --table t --memory, --table excludes",
    "serve --create-table, need --table",
    "serve --oidc-issuer https://issuer.example, --oidc-issuer needs --oidc-audience",
    "serve --rate-limit 0, --rate-limit must be at least 1",
    "serve --threads 0, --threads must be 1 to 1000",
    "serve --threads 1001, --threads must be 1 to 1000",
    "serve --no-such-option, Unknown option",
    "serve --open-invitations 0, --open-invitations must be at least 1",
    "serve --mails-per-hour 0, --mails-per-hour must be at least 1",
    "serve --invitation-url x, --invitation-url must begin with https",
    "serve --smtp-host h --mail-from nobody --invitation-url https://x/{token}, --mail-from must be"
        + " an address",
    "serve --smtp-host h --mail-from a@@b --invitation-url https://x/{token}, --mail-from must be"
        + " an address",
    "serve --smtp-host h --mail-from a@b.co --invitation-url https://x/{token} --smtp-port 0,"
        + " --smtp-port must be 1",
    "serve --oidc-issuer https://i.example --oidc-client-id x --console-operators no,"
        + " --console-operators must be addresses",
    "demo --users 0 --organisations 1, --users must be 1",
    "keys create --name x --scope read --expires-in p1d, it must be weeks",
    "keys revoke x, ID must be 12 of",
    "keys create --name x --scope read --server http://127.0.0.1:1, --server needs --key-file",
    "keys create --name x --scope read --key-file pom.xml, --key-file needs --server URL",
    "keys create --name x --scope read --server http://127.0.0.1:1 --key-file pom.xml, has no API",
    "keys create --name x --scope read --server http://127.0.0.1/x --key-file pom.xml, without a",
    "keys create --name x --scope read --server http://192.0.2.1 --key-file pom.xml, must be https",
    "keys create --name x --scope read --server http://127.0.0.1:1 --key-file none, there is no",
    "table verify --table a --region eu-west-1, --table must be a name",
    "table verify --segments 0, --segments must be 1 to 256",
    "table verify --rate 0, --rate must be 1",
    "table verify --memory, Unknown option",
    "table export x --memory, Unknown option",
    "table import x --memory, Unknown option",
    "table create --memory, Unknown option",
    "keys list --memory, Unknown option",
    "demo --users 1 --organisations 1 --memory, Unknown option",
    "keys, create",
    "table, verify",
    "keys create --name x, --scope",
    "keys create --name x --scope everything, scope",
    "nothing, Unmatched"
  })
  void a_usage_error_is_reported_with_exit_code_2(String line, String told) {
    int code = run(line.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(told);
  }

  @ParameterizedTest
  @CsvSource({
    "keys create --name x --scope read --expires-in PT1S, --expires-in must be 1 minute",
    "keys create --name  --scope read, --name must not be empty"
  })
  void a_value_that_the_table_refuses_is_a_usage_error(String line, String told) {
    run(onData("table", "create"));

    int code = run(onData(line.split(" ")));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(told);
  }

  @Test
  void an_unknown_key_cannot_be_revoked() {
    run(onData("table", "create"));
    int code = run(onData("keys", "revoke", "abcdefghijkl"));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("orgtable: API key abcdefghijkl does not exist\n");
  }

  @Test
  void a_data_directory_that_is_a_file_is_told_in_one_line() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    int code = run("keys", "list", "--data", file.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("orgtable: cannot use the data directory " + file + ": not a directory\n");
  }

  @Test
  void a_link_that_leads_nowhere_is_no_data_directory_and_named_once() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));

    int code = run("table", "create", "--data", link.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "orgtable: cannot use the data directory " + link + ": " + link + " already exists\n");
  }

  @Test
  void a_good_table_is_made_described_and_verified() {
    int made = run(onData("table", "create"));
    int described = run(onData("table", "describe"));
    run(onData("keys", "create", "--name", "x", "--scope", "read"));

    int verified = run(onData("table", "verify"));

    assertThat(List.of(made, described, verified)).containsOnly(0);
    assertThat(out.toString()).contains("state    active", "fault    none");
    assertThat(err.toString()).matches("4 items read, 0 violations found \\(.* a second\\)\\n");
  }

  @Test
  void expired_records_are_swept() {
    Clock longAgo = Clock.fixed(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC);
    try (Engine engine = Engines.byDefault().on(directory.resolve("data"))) {
      Orgtable earlier =
          Orgtable.on(engine.client(), "orgtable", Settings.DEFAULT.withClock(longAgo));
      earlier.schema().create(false, Duration.ofSeconds(30));
      earlier.once(Receipt.of("once", ""), done -> {}, "done");
    }

    int swept = run(onData("table", "sweep"));
    String told = err.toString();
    err.getBuffer().setLength(0);
    run(onData("table", "sweep"));

    assertThat(swept).isZero();
    assertThat(told).matches("2 items read, 1 removed \\(.* a second\\)\\n");
    assertThat(err.toString()).startsWith("1 items read, 0 removed");
  }

  @Test
  void the_embedded_engine_is_configured_to_keep_expired_items() {
    try (Engine engine = Engines.byDefault().on(directory.resolve("data"))) {
      Orgtable.on(engine.client(), "orgtable").schema().create(false, Duration.ofSeconds(30));
    }

    run(onData("table", "describe"));

    assertThat(out.toString()).contains("expired  kept");
  }

  @Test
  void each_violation_is_reported_on_one_line() {
    try (Engine engine = Engines.byDefault().on(directory.resolve("data"))) {
      Orgtable.on(engine.client(), "orgtable").schema().create(false, Duration.ofSeconds(30));
      engine
          .client()
          .putItem(
              request ->
                  request
                      .tableName("orgtable")
                      .item(
                          Map.of(
                              "id", AttributeValue.fromS("user/ann@example.com"),
                              "rng", AttributeValue.fromS("user"))));
    }
    int text = run(onData("table", "verify"));
    String told = out.toString();
    out.getBuffer().setLength(0);

    int json = run(onData("table", "verify", "--json"));

    assertThat(List.of(text, json)).containsOnly(1);
    assertThat(told).startsWith("GHOST user/ann@example.com user (").hasLineCount(1);
    assertThat(out.toString())
        .startsWith("{\"code\":\"GHOST\",\"id\":\"user/ann@example.com\",\"rng\":\"user\"");
  }

  @Test
  void the_version_is_printed() {
    int code = run("--version");

    assertThat(code).isZero();
    assertThat(out.toString()).startsWith("orgtable ");
  }
}
