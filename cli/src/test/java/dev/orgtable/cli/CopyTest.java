package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.webhook.NewWebhook;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookSender;
import dev.orgtable.webhook.WebhookUrl;
import dev.orgtable.webhook.store.WebhookStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table is filled, exported, imported and verified: nothing is lost, and no incomplete file is
 * accepted.
 */
@Tag("slow")
final class CopyTest {

  @TempDir private Path directory;

  private final Tools tools = new Tools();

  @BeforeEach
  void createTables() {
    tools.run(tools.on("one", "table", "create"));
    tools.run(tools.on("two", "table", "create"));
  }

  @AfterEach
  void close() {
    tools.close();
  }

  private int demo() {
    return tools.run(tools.on("one", "demo", "--users", "60", "--organisations", "9"));
  }

  private int exportTo(Path file, String... more) {
    String[] arguments =
        Stream.concat(
                Stream.of("table", "export", file.toString(), "--segments", "3"), Stream.of(more))
            .toArray(String[]::new);
    return tools.run(tools.on("one", arguments));
  }

  private int importFrom(Path file, String... more) {
    String[] arguments =
        Stream.concat(Stream.of("table", "import", file.toString()), Stream.of(more))
            .toArray(String[]::new);
    return tools.run(tools.on("two", arguments));
  }

  private Path exported(String name) {
    Path file = directory.resolve(name);
    demo();
    assertThat(exportTo(file)).as(tools.err()).isZero();
    return file;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.jsonl", "t.jsonl.gz"})
  void a_table_is_the_same_after_export_and_import(String name) throws Exception {
    Path file = exported(name);
    int items = tools.all("one").size();

    int code = importFrom(file);

    assertThat(code).as(tools.err()).isZero();
    assertThat(tools.err()).contains(items + " items read, " + items + " items written (");
    assertThat(tools.data("two")).containsExactlyInAnyOrderElementsOf(tools.data("one"));
    assertThat(files()).containsExactly(name, name + ".sha256");
    assertThat(tools.run(tools.on("two", "table", "verify"))).as(tools.out()).isZero();
  }

  @Test
  void the_past_of_a_table_that_was_imported_begins_anew() {
    Path file = exported("t.jsonl");

    assertThat(importFrom(file)).as(tools.err()).isZero();

    assertThat(since("two")).isGreaterThan(since("one"));
  }

  @Test
  void webhooks_of_a_table_that_was_imported_work_with_the_same_key_only() {
    WebhookDetails details =
        new WebhookDetails(WebhookUrl.of("https://example.com/hooks"), "", Set.of());
    NewWebhook created =
        tools.orgtable("one").webhooks().create(WebhookOwner.TABLE, details, keys(1));
    WebhookId id = created.webhook().id();
    Path file = exported("t.jsonl");

    assertThat(importFrom(file)).as(tools.err()).isZero();

    WebhookStore copy = tools.orgtable("two").webhooks();
    List<String> secrets = new ArrayList<>();
    WebhookSender sender =
        call -> {
          secrets.addAll(call.secrets());
          return new WebhookAnswer(200, Duration.ZERO, null, null);
        };
    copy.test(WebhookOwner.TABLE, id, keys(1), sender);
    assertThat(secrets).containsExactly(created.secret());
    assertThat(copy.list(WebhookOwner.TABLE)).containsExactly(created.webhook());
    assertThatThrownBy(() -> copy.test(WebhookOwner.TABLE, id, keys(2), sender))
        .hasMessageContaining(keys(1).current().id());
    assertThat(tools.run(tools.on("two", "table", "verify"))).as(tools.out()).isZero();
  }

  private static WebhookKeys keys(int number) {
    byte[] key = new byte[32];
    key[0] = (byte) number;
    return WebhookKeys.of(List.of(Base64.getEncoder().encodeToString(key)));
  }

  private String since(String table) {
    return tools.all(table).stream()
        .filter(item -> Tools.value(item, "id").s().equals("eventSettings"))
        .map(item -> Tools.value(item, "since").s())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_type_of_attribute_is_kept_exactly() {
    Map<String, AttributeValue> item =
        Map.of(
            "id", AttributeValue.fromS("a\n\"\u0000\ud83d\ude00"),
            "rng", AttributeValue.fromS("ü"),
            "empty", AttributeValue.fromS(""),
            "number", AttributeValue.fromN("-12345678901234567890123456789012345.678"),
            "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 7})),
            "sets",
                AttributeValue.fromM(
                    Map.of(
                        "ss", AttributeValue.fromSs(List.of("a", "b")),
                        "ns", AttributeValue.fromNs(List.of("0.5", "2")),
                        "bs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("x"))))),
            "list",
                AttributeValue.fromL(
                    List.of(
                        AttributeValue.fromBool(false),
                        AttributeValue.fromNul(true),
                        AttributeValue.fromL(List.of()),
                        AttributeValue.fromM(Map.of()))));
    tools.items("one").put(List.of(item), 1);
    exportTo(directory.resolve("t.jsonl"));

    importFrom(directory.resolve("t.jsonl"));

    assertThat(tools.data("two")).isEqualTo(tools.data("one")).hasSize(1);
  }

  @Test
  void an_empty_table_is_copied_too() {
    Path file = directory.resolve("t.jsonl.gz");

    int exported = exportTo(file, "--allow-empty");

    assertThat(exported).isZero();
    assertThat(importFrom(file)).as(tools.err()).isZero();
  }

  @Test
  void the_fixture_is_imported_and_its_faults_are_found() throws Exception {
    Path fixture = directory.resolve("go-table-a.json");
    try (var content = CopyTest.class.getResourceAsStream("/go-table-a.json")) {
      Files.copy(content, fixture);
    }

    int code = importFrom(fixture);

    assertThat(code).as(tools.err()).isZero();
    assertThat(tools.data("two")).hasSize(15);
    assertThat(tools.run(tools.on("two", "table", "verify"))).isEqualTo(1);
    assertThat(tools.out())
        .contains("INVITATION_AS_MEMBER", "ORGANISATION_SIDE_MISSING", "SERVICE_MISSING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.jsonl", "t.jsonl.gz"})
  void a_file_that_was_cut_changes_nothing(String name) throws Exception {
    Path file = exported(name);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));

    int code = importFrom(file);

    assertThat(code).isEqualTo(1);
    assertThat(tools.err()).contains("orgtable: " + file);
    assertThat(tools.data("two")).isEmpty();
  }

  @Test
  void a_file_that_lost_a_line_changes_nothing() throws Exception {
    Path file = exported("t.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(1, lines.size()));

    int code = importFrom(file);

    assertThat(code).isEqualTo(1);
    assertThat(tools.err())
        .contains("is damaged: it has " + (lines.size() - 1) + " of " + lines.size() + " items");
    assertThat(tools.data("two")).isEmpty();
  }

  @Test
  void a_file_in_which_a_letter_changed_changes_nothing() throws Exception {
    Path file = exported("t.jsonl");
    Files.writeString(file, Files.readString(file).replaceFirst("Ltd|GmbH|Inc|Labs", "Corp"));

    int code = importFrom(file);

    assertThat(code).isEqualTo(1);
    assertThat(tools.err()).contains("is damaged: its SHA-256");
    assertThat(tools.data("two")).isEmpty();
  }

  @Test
  void an_invalid_line_changes_nothing() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("t.jsonl"),
            "{\"id\":{\"S\":\"a\"},\"rng\":{\"S\":\"b\"}}\n{\"id\":{\"S\":\"a\"}}\n");

    int code = importFrom(file);

    assertThat(code).isEqualTo(1);
    assertThat(tools.err())
        .isEqualTo("orgtable: " + file + ", line 2: an item has no string attribute rng\n");
    assertThat(tools.data("two")).isEmpty();
  }

  @Test
  void a_table_that_holds_items_is_imported_into_on_demand_alone() {
    Path file = exported("t.jsonl");
    Map<String, AttributeValue> other =
        Map.of("id", AttributeValue.fromS("x"), "rng", AttributeValue.fromS("y"));
    tools.items("two").put(List.of(other), 1);

    int refused = importFrom(file);
    String told = tools.err();
    int done = importFrom(file, "--overwrite");

    assertThat(List.of(refused, done)).containsExactly(1, 0);
    assertThat(told).contains("has items; use --overwrite");
    assertThat(tools.data("two")).hasSize(tools.data("one").size() + 1).contains(other);
  }

  @Test
  void an_existing_file_is_not_overwritten() throws Exception {
    Path file = Files.writeString(directory.resolve("t.jsonl"), "precious");

    int code = exportTo(file, "--allow-empty");

    assertThat(code).isEqualTo(1);
    assertThat(tools.err()).contains("already exists");
    assertThat(file).hasContent("precious");
  }

  @Test
  void there_is_nothing_to_go_on_with_where_nothing_was_begun() {
    Path file = exported("t.jsonl");

    int imported = importFrom(file, "--resume");
    String told = tools.err();
    int exported =
        tools.run(tools.on("one", "table", "export", directory.resolve("u") + "", "--resume"));

    assertThat(List.of(imported, exported)).containsOnly(1);
    assertThat(told + tools.err()).contains("t.jsonl.import", "u.state");
  }

  @Test
  void a_missing_file_is_reported() {
    int code = importFrom(directory.resolve("nothing.jsonl"));

    assertThat(code).isEqualTo(1);
    assertThat(tools.err()).isEqualTo("orgtable: there is no " + directory + "/nothing.jsonl\n");
  }

  @Test
  void a_demonstration_is_not_written_over_what_is_there() {
    int first = demo();

    int again = demo();

    assertThat(List.of(first, again)).containsExactly(0, 1);
    assertThat(tools.err()).contains("has items");
  }
}
