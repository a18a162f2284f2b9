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
 * The content of a table in a form that allows the comparison of two runs of one operation. Random
 * ids and hashes are replaced by numbers, which still show which of them are equal.
 *
 * @param items one text per item
 */
public record TableState(List<String> items) {

  private static final Pattern RANDOM =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
              + "|[0-9a-f]{64}|(?<=apiKey/)[A-Za-z0-9]{12}"
              + "|(?<=apiKey=AttributeValue\\(M=\\{(?:after|before)=AttributeValue\\(S=)\\w{12}"
              + "|(?<=(?:place|answer)=AttributeValue\\(S=)[A-Za-z0-9_-]+");
  private static final String ADDITIONS = "additions";

  /** Revisions, of which only the count of writes is compared, since they start at random. */
  private static final Pattern REVISION =
      Pattern.compile(
          "([rR]evision=(?:AttributeValue\\(N=)?"
              + "|(?:after|before)=AttributeValue\\(S=(?=\\d{15}))(\\d+)");

  /**
   * Returns the state of a table.
   *
   * @param items the current items
   * @param before the earlier items to compare with; child versions are relative to theirs
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
   * Returns the result of an operation in a form comparable with that of a repetition, which finds
   * the work done.
   */
  public static List<String> comparable(Object answer) {
    return Stream.of(masked(answer.toString()).split("[\\[\\], ]+"))
        .filter(word -> !word.startsWith("effect="))
        .sorted()
        .toList();
  }

  /** Returns this state without what differs after two executions of the same effect. */
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
