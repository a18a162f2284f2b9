package dev.orgtable.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Parsing of items in files, and errors with line numbers. */
final class ItemReaderTest {

  private static final String GOOD = "{\"id\":{\"S\":\"a\"},\"rng\":{\"S\":\"b\"}}\n";

  @TempDir private Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("items.jsonl"), content);
  }

  private static List<Map<String, AttributeValue>> read(Path file) throws IOException {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    try (ItemReader reader = ItemReader.open(file)) {
      Optional<Map<String, AttributeValue>> item = reader.next();
      while (item.isPresent()) {
        items.add(item.get());
        item = reader.next();
      }
    }
    return items;
  }

  private static Path compressed(Path file, String... members) throws IOException {
    Path compressed = file.resolveSibling("items.jsonl.gz");
    try (OutputStream out = Files.newOutputStream(compressed)) {
      for (String member : members) {
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        gzip.write(member.getBytes(StandardCharsets.UTF_8));
        gzip.finish();
      }
    }
    return compressed;
  }

  @Test
  void lines_and_an_array_hold_the_same_items() throws Exception {
    List<Map<String, AttributeValue>> lines = read(file(GOOD + GOOD));

    List<Map<String, AttributeValue>> array = read(file(" [\n" + GOOD + "," + GOOD + "]\n"));

    assertThat(lines).hasSize(2).isEqualTo(array);
  }

  @Test
  void members_of_gzip_one_after_another_are_one_file() throws Exception {
    Path file = compressed(directory.resolve("x"), GOOD, "", GOOD + GOOD);

    List<Map<String, AttributeValue>> items = read(file);

    assertThat(items).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|no string attribute id",
        "{\"id\":{\"S\":\"a\"}}|no string attribute rng",
        "{\"id\":{\"N\":\"1\"},\"rng\":{\"S\":\"b\"}}|no string attribute id",
        "{\"id\":{\"S\":\"\"},\"rng\":{\"S\":\"b\"}}|id must have 1 to 2048 bytes",
        "{\"id\":\"a\",\"rng\":\"b\"}|an object with its type",
        "{\"id\":{\"T\":\"a\"}}|unknown attribute type: T",
        "{\"id\":{}}|has no type",
        "{\"id\":{\"S\":\"a\",\"N\":\"1\"}}|more than one type",
        "{\"id\":{\"S\":\"a\"},\"id\":{\"S\":\"a\"}}|duplicate attribute: id",
        "{\"x\":{\"S\":1}}|a value must be a string",
        "{\"x\":{\"N\":1}}|a value must be a string",
        "{\"x\":{\"N\":\"one\"}}|N must be a number",
        "{\"x\":{\"N\":\"1e126\"}}|precision or range",
        "{\"x\":{\"N\":\"1e999999999\"}}|precision or range",
        "{\"x\":{\"N\":\"123456789012345678901234567890123456789\"}}|precision or range",
        "{\"x\":{\"NULL\":false}}|NULL must be true",
        "{\"x\":{\"BOOL\":\"true\"}}|must be true or false",
        "{\"x\":{\"SS\":[]}}|a set is empty",
        "{\"x\":{\"SS\":[\"a\",\"a\"]}}|a duplicate value",
        "{\"x\":{\"NS\":[\"1\",\"1.0\"]}}|a duplicate number",
        "{\"x\":{\"B\":\"*\"}}|B must be base64",
        "{\"x\":{\"M\":[]}}|M must be an object",
        "{\"x\":{\"L\":{}}}|L must be an array",
        "17|expected an item but found",
        "{\"id\":{\"S\":\"a|Unexpected end-of-input",
        "id=a|Unrecognized token"
      })
  void an_item_that_dynamodb_refuses_is_refused_with_its_line(String line, String told)
      throws Exception {
    Path file = file(GOOD + GOOD + line);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ", line 3: ")
        .hasMessageContaining(told);
  }

  @Test
  void an_item_nested_too_deep_is_refused() throws Exception {
    Path file = file("{\"x\":" + "{\"L\":[".repeat(40) + "{\"BOOL\":true}" + "]}".repeat(40) + "}");

    assertThatThrownBy(() -> read(file)).hasMessageContaining("line 1: nesting is deeper than 32");
  }

  @Test
  void an_array_that_does_not_end_is_refused() throws Exception {
    Path file = file("[" + GOOD);

    assertThatThrownBy(() -> read(file)).hasMessageContaining("Unexpected end-of-input");
  }

  @Test
  void content_after_the_array_is_refused() throws Exception {
    Path file = file("[" + GOOD + "]\n" + GOOD);

    assertThatThrownBy(() -> read(file)).hasMessageContaining("unexpected content after the array");
  }

  @Test
  void a_file_without_an_end_in_sight_is_refused() throws Exception {
    Path file = file("{\"id\":{\"S\":\"" + "x".repeat(5_000_000));

    assertThatThrownBy(() -> read(file)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_gzip_file_that_was_cut_is_refused() throws Exception {
    Path file = compressed(directory.resolve("x"), GOOD.repeat(1000));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ", line ");
  }

  @Test
  void a_file_that_is_not_gzip_is_refused() throws Exception {
    Path file = Files.writeString(directory.resolve("items.gz"), GOOD);

    assertThatThrownBy(() -> read(file)).hasMessageContaining("is not a gzip file");
  }
}
