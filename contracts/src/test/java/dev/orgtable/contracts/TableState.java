package dev.orgtable.contracts;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
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
              + "|(?<=Webhook/)[a-z0-9]{16}"
              + "|(?<=webhook=AttributeValue\\(M=\\{(?:after|before)=AttributeValue\\(S=)[a-z0-9]{16}"
              + "|(?<=\\), before=AttributeValue\\(S=)[a-z0-9]{16}(?=\\))"
              + "|(?<=(?:place|answer|sealed)=AttributeValue\\(S=)[A-Za-z0-9_-]+");
  private static final String ADDITIONS = "additions";

  /** Revisions, of which only the count of writes is compared, since they start at random. */
  private static final Pattern REVISION =
      Pattern.compile(
          "([rR]evision=(?:AttributeValue\\(N=)?"
              + "|(?:after|before)=AttributeValue\\(S=(?=\\d{15}))(\\d+)");

  /** Most items are the same in all states of a table, and to divide their texts is expensive. */
  private static final LoadingCache<String, Text> TEXTS =
      Caffeine.newBuilder().maximumSize(20_000).build(Text::of);

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
                .sorted(Comparator.comparing(Text::masked))
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

  private static Text text(Map<String, AttributeValue> item, Map<String, AttributeValue> earlier) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(item)
        .forEach(
            (name, value) ->
                text.append(name)
                    .append('=')
                    .append(name.equals(ADDITIONS) ? added(value, earlier) : text(value))
                    .append('\n'));
    return TEXTS.get(text.toString());
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
    return TEXTS.get(text).masked();
  }

  private static List<String> numbered(List<Text> texts) {
    Map<String, String> numbers = new HashMap<>();
    List<String> result = new ArrayList<>();
    for (Text text : texts) {
      result.add(
          text.with(found -> numbers.computeIfAbsent(found, random -> "random " + numbers.size())));
    }
    return result;
  }

  /**
   * A text divided at its random parts.
   *
   * @param masked the text with the same word for each random part
   * @param between what stands before, between and after the random parts
   * @param random the random parts
   */
  private record Text(String masked, List<String> between, List<String> random) {

    static Text of(String raw) {
      String text = counted(raw);
      List<String> between = new ArrayList<>();
      List<String> random = new ArrayList<>();
      int end = 0;
      for (Matcher found = RANDOM.matcher(text); found.find(); end = found.end()) {
        between.add(text.substring(end, found.start()));
        random.add(found.group());
      }
      between.add(text.substring(end));
      return new Text(counted(String.join("random", between)), between, random);
    }

    String with(UnaryOperator<String> replaced) {
      StringBuilder text = new StringBuilder(between.get(0));
      for (int i = 0; i < random.size(); i++) {
        text.append(replaced.apply(random.get(i))).append(between.get(i + 1));
      }
      return text.toString();
    }
  }
}
