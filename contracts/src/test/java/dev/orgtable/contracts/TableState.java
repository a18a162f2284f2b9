package dev.orgtable.contracts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is in a table, told so that two tries of one operation can be compared. Identities and
 * hashes made at random are numbered, so that it still shows which of them are the same.
 *
 * @param items one text for each item
 */
public record TableState(List<String> items) {

  private static final Pattern RANDOM =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
              + "|[0-9a-f]{64}|(?<=apiKey/)[A-Za-z0-9]{12}"
              + "|(?<=(?:place|answer)=AttributeValue\\(S=)[A-Za-z0-9_-]+");
  private static final String ADDITIONS = "additions";

  /** Revisions begin with a number made at random; how many writes they count is compared. */
  private static final Pattern REVISION =
      Pattern.compile("([rR]evision=(?:AttributeValue\\(N=)?)(\\d+)");

  /**
   * Returns what is in a table.
   *
   * @param items the items now
   * @param before the items that it is compared with: what was added since is counted from there
   */
  public static TableState of(
      List<Map<String, AttributeValue>> items, List<Map<String, AttributeValue>> before) {
    Map<List<AttributeValue>, Map<String, AttributeValue>> earlier =
        before.stream().collect(Collectors.toMap(TableState::key, item -> item));
    return new TableState(
        numbered(
            items.stream()
                .map(item -> text(item, earlier.getOrDefault(key(item), Map.of())))
                .map(text -> Map.entry(masked(text), text))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList()));
  }

  /**
   * Returns the answer of an operation as it can be compared with that of another try, which finds
   * done what the first one did.
   */
  public static List<String> comparable(Object answer) {
    return Stream.of(masked(answer.toString()).split("[\\[\\], ]+"))
        .filter(word -> !word.startsWith("effect="))
        .sorted()
        .toList();
  }

  /** Returns the same without what differs where an operation was done twice to the same effect. */
  public TableState settled() {
    return new TableState(
        items.stream()
            .map(text -> text.replaceAll("(additions|change)=[^\n]*\n", ""))
            .map(TableState::masked)
            .sorted()
            .toList());
  }

  public static List<AttributeValue> key(Map<String, AttributeValue> item) {
    return List.of(item.getOrDefault("id", NONE), item.getOrDefault("rng", NONE));
  }

  private static final AttributeValue NONE = AttributeValue.fromNul(true);

  private static String text(
      Map<String, AttributeValue> item, Map<String, AttributeValue> earlier) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(item)
        .forEach(
            (name, value) ->
                text.append(name)
                    .append('=')
                    .append(name.equals(ADDITIONS) ? added(value, earlier) : text(value))
                    .append('\n'));
    return counted(text.toString());
  }

  private static String added(AttributeValue value, Map<String, AttributeValue> earlier) {
    AttributeValue start = earlier.get(ADDITIONS);
    return start == null
        ? "anywhere"
        : "+" + (Long.parseLong(value.n()) - Long.parseLong(start.n()));
  }

  private static String text(AttributeValue value) {
    return value.hasSs() ? value.ss().stream().sorted().toList().toString() : value.toString();
  }

  private static String counted(String text) {
    return REVISION
        .matcher(text)
        .replaceAll(found -> found.group(1) + Counted.counted(Long.parseLong(found.group(2))));
  }

  private static String masked(String text) {
    return counted(RANDOM.matcher(text).replaceAll("random"));
  }

  private static List<String> numbered(List<String> texts) {
    Map<String, String> numbers = new HashMap<>();
    List<String> result = new ArrayList<>();
    for (String text : texts) {
      result.add(
          RANDOM
              .matcher(text)
              .replaceAll(
                  found ->
                      numbers.computeIfAbsent(
                          found.group(), random -> "random " + numbers.size())));
    }
    return result;
  }
}
