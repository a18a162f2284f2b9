package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An old table is upgraded and repaired with a decisions file, by commands only. */
final class DecisionsFileTest {

  private static final String ACME = "organisation/a5dccb5f-9cd4-4051-ace0-adc49291f166";

  @TempDir private Path directory;

  private Path file;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int table(String... arguments) {
    err.getBuffer().setLength(0);
    CommandLine commands = Main.commands(Map.of());
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(
        Stream.of(
                Stream.of("table"),
                Stream.of(arguments),
                Stream.of("--data", directory.resolve("data").toString()))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  /** The original program's table, without the user's side of the owner of Acme. */
  @BeforeEach
  void ownerless() throws IOException {
    file = directory.resolve("decisions");
    List<Map<String, AttributeValue>> items = Fixture.items();
    Map<String, AttributeValue> spelt = new HashMap<>(items.get(0));
    spelt.putAll(key("user/Bob@Example.com", "user"));
    spelt.put("typ", AttributeValue.fromS("user"));
    spelt.put("email", AttributeValue.fromS("Bob@Example.com"));
    try (Engine engine = Engines.byDefault().on(directory.resolve("data"))) {
      Orgtable.on(engine.client(), "orgtable").schema().create(false, Duration.ofSeconds(30));
      items.forEach(item -> engine.client().putItem(put -> put.tableName("orgtable").item(item)));
      engine.client().putItem(put -> put.tableName("orgtable").item(spelt));
      engine
          .client()
          .deleteItem(
              delete ->
                  delete
                      .tableName("orgtable")
                      .key(
                          key(
                              "user/ann@example.com",
                              "userOrganisation/" + ACME.substring("organisation/".length()))));
    }
  }

  private static Map<String, AttributeValue> key(String id, String rng) {
    return Map.of("id", AttributeValue.fromS(id), "rng", AttributeValue.fromS(rng));
  }

  private void decide(String id, String decision) throws IOException {
    List<String> lines =
        Files.readAllLines(file).stream()
            .map(
                line ->
                    line.contains("\"id\":\"" + id + "\"")
                        ? line.replace("\"decision\":\"\"", "\"decision\":\"" + decision + "\"")
                        : line)
            .toList();
    Files.write(file, lines);
  }

  @Test
  void decisions_in_the_planned_file_lead_to_a_clean_table() throws IOException {
    int planned = table("upgrade", "--decisions", file.toString());
    String asked = Files.readString(file);
    decide(ACME, "owner cat@example.com");
    decide("user/Bob@Example.com", "rename robert@example.com");

    int applied = table("upgrade", "--apply", "--decisions", file.toString());

    assertThat(planned).isEqualTo(1);
    assertThat(asked).contains("\"choices\":[\"owner EMAIL\",\"delete\"]").contains("NO_OWNER");
    assertThat(applied).as(err.toString()).isZero();
    assertThat(table("verify")).as(out.toString()).isZero();
    assertThat(table("upgrade", "--apply", "--decisions", file.toString())).isZero();
  }

  @Test
  void a_plan_writes_over_no_file() throws IOException {
    Files.writeString(file, "mine");

    int code = table("upgrade", "--decisions", file.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains(file + " already exists");
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nonsense; is not a JSON object",
        "[]; is not a JSON object",
        "{\"id\":\"a\"}; is missing",
        "{\"id\":\"a\",\"rng\":\"b\",\"seen\":\"c\",\"decision\":\"kill\"}; owner EMAIL, delete",
        "{\"id\":\"a\",\"rng\":\"b\",\"seen\":\"c\",\"decision\":\"delete it\"}; no argument if"
            + " it is delete",
        "{\"id\":\"a\",\"rng\":\"b\",\"seen\":\"c\",\"decision\":\"owner\"}; owner's address",
        "{\"id\":\"a\",\"rng\":\"b\",\"seen\":\"c\",\"decision\":\"owner x\"}; address like",
        "{\"id\":\"a\",\"rng\":\"b\",\"seen\":\"c\",\"decision\":\"\",\"x\":1}; unknown field x",
        "{\"id\":\"a\",\"id\":\"a\",\"rng\":\"b\",\"seen\":\"c\",\"decision\":\"\"}; uplicate",
        "{\"id\":\"\",\"rng\":\"b\",\"seen\":\"c\",\"decision\":\"delete\"}; id must have 1 to"
            + " 2048",
        "{\"id\":\"a\",\"rng\":\"\",\"seen\":\"c\",\"decision\":\"delete\"}; rng must have 1 to"
            + " 1024",
        "{\"id\":\"user/bob@example.com\",\"rng\":\"user\",\"seen\":\"c\",\"decision\":\"delete\"};"
            + " has changed"
      })
  void an_invalid_line_is_named_and_nothing_is_done(String line, String told) throws IOException {
    Files.writeString(file, "# decided\n\n" + line + "\n");

    int code = table("upgrade", "--apply", "--decisions", file.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains(file + ", line 3: ").contains(told);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_decision_outside_the_choices_deletes_nothing() throws IOException {
    table("upgrade", "--decisions", file.toString());
    decide(ACME, "rename acme-2");

    int code = table("upgrade", "--apply", "--decisions", file.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains(file + ", line ").contains("owner, delete");
    assertThat(table("verify")).isEqualTo(1);
    assertThat(out.toString()).contains(ACME);
  }

  @Test
  void a_decision_about_a_missing_item_is_reported() throws IOException {
    Files.writeString(
        file,
        "{\"id\":\"user/typo@example.com\",\"rng\":\"user\",\"seen\":\"c\",\"decision\":\"delete\"}");

    table("upgrade", "--apply", "--decisions", file.toString());

    assertThat(out.toString()).contains("gone  UNKNOWN user/typo@example.com user: decided, but");
  }

  @Test
  void a_plan_is_not_made_for_a_file_that_cannot_be_written() {
    int code = table("upgrade", "--decisions", directory.resolve("none/decisions").toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("no such directory: ");
    assertThat(out.toString()).isEmpty();
  }
}
