package dev.orgtable.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.InvalidInput;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of metadata: limits, keys and texts, and merge patches. */
final class MetadataTest {

  private static Map<String, String> keys(int count) {
    Map<String, String> entries = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      entries.put("k%02d".formatted(i), "");
    }
    return entries;
  }

  @Test
  void fifty_keys_are_kept_in_order_and_one_more_is_refused() {
    assertThat(Metadata.of(keys(50)).entries().firstKey()).isEqualTo("k00");
    assertThatThrownBy(() -> Metadata.of(keys(51)))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "metadata must have at most 50 keys, and would have 51, the last by name being k50");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "crm:plan", "A.b_c~d-9", "1234567890123456789012345678901234567890"})
  void keys_are_1_to_40_plain_characters(String key) {
    assertThat(Metadata.of(Map.of(key, "x")).entries()).containsEntry(key, "x");
  }

  static Stream<Arguments> badKeys() {
    return Stream.of(
        Arguments.of("", ""),
        Arguments.of("a b", "a b"),
        Arguments.of("\"", "?"),
        Arguments.of("\u00e9\n", "??"),
        Arguments.of("k".repeat(41), "k".repeat(40) + "\u2026"));
  }

  @ParameterizedTest
  @MethodSource("badKeys")
  void another_key_is_refused_and_named(String key, String shown) {
    assertThatThrownBy(() -> Metadata.of(Map.of(key, "x")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "metadata must have keys of 1 to 40 of the characters A-Z a-z 0-9 . _ ~ : -, and has "
                + "\""
                + shown
                + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a ", "日本", "👩‍💻", "<b>", "{\"a\":1}"})
  void texts_are_stored_as_given(String text) {
    assertThat(Metadata.of(Map.of("note", text)).entries()).containsEntry("note", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\nb", "\u0085", "\uD800", "a\uDC00"})
  void control_characters_and_unpaired_surrogates_are_refused(String text) {
    assertThatThrownBy(() -> Metadata.of(Map.of("note", text)))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.field()).isEqualTo("metadata.note"))
        .hasMessageEndingWith("must not contain control characters or unpaired surrogates");
  }

  @Test
  void all_keys_and_texts_are_at_most_4096_bytes_of_utf_8() {
    Map<String, String> entries =
        new HashMap<>(Map.of("a", "é".repeat(1500), "b", "x".repeat(1094)));
    assertThat(Metadata.of(entries).entries()).hasSize(2);

    entries.put("b", "x".repeat(1095));

    assertThatThrownBy(() -> Metadata.of(entries))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "metadata must be at most 4096 bytes in all, and would be 4097, of which a is 3001");
  }

  @Test
  void a_patch_sets_and_removes_keys_and_leaves_the_others() {
    Metadata before = Metadata.of(Map.of("a", "1", "b", "2", "c", "3"));
    Map<String, String> patch = new HashMap<>(Map.of("a", "9", "d", "4"));
    patch.put("b", null);
    patch.put("none", null);

    assertThat(before.patched(patch)).isEqualTo(Metadata.of(Map.of("a", "9", "c", "3", "d", "4")));
    assertThat(before.patched(Map.of())).isEqualTo(before);
  }

  @Test
  void a_patch_of_full_metadata_may_replace_keys() {
    Map<String, String> patch = new HashMap<>(Map.of("new", "x"));
    patch.put("k00", null);

    assertThat(Metadata.of(keys(50)).patched(patch).entries()).hasSize(50).containsKey("new");
  }
}
