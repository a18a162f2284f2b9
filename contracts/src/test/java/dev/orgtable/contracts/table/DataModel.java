package dev.orgtable.contracts.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.internal.record.TombstoneRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of a table as a data model for NoSQL Workbench: one facet for each record type. What
 * differs from run to run, such as ids, hashes and first revisions, is replaced by numbers.
 */
final class DataModel {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");
  private static final Pattern KEY_ID =
      Pattern.compile("(?<=apiKey/|\"apiKey\":\\{\"M\":\\{\"after\":\\{\"S\":\")[\\w-]{12}");
  private static final Pattern WEBHOOK =
      Pattern.compile("(?<=Webhook/|\"webhook\":\\{\"M\":\\{\"after\":\\{\"S\":\")[a-z0-9]{16}");
  private static final Pattern COUNTER = Pattern.compile("(?<=\\{\"[NS]\":\")\\d{13,}(?=\")");
  private static final Pattern SECRET =
      Pattern.compile("(?<=\"(place|answer|sealed)\":\\{\"S\":\")[^\"]+");
  private static final Pattern YEAR = Pattern.compile("\\b2126(?=-\\d\\d-\\d\\d)");
  private static final Pattern SECONDS = Pattern.compile("(?<=\\{\"N\":\")49\\d{8}(?=\")");

  /** From 2026 to 2126, in seconds. */
  private static final long CENTURY = 3_155_673_600L;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, String>> replaced = new HashMap<>();

  private DataModel() {}

  /**
   * Returns the model, as the text of its file.
   *
   * @param projected the attributes in the index besides its keys
   */
  static String of(List<Map<String, AttributeValue>> items, List<String> projected) {
    return new DataModel().text(items, projected);
  }

  /** Returns a text of an item. */
  static String text(Map<String, AttributeValue> item, String attribute) {
    return Objects.requireNonNull(item.get(attribute)).s();
  }

  private String text(List<Map<String, AttributeValue>> items, List<String> projected) {
    SortedMap<String, String> attributes = new TreeMap<>();
    List<String> facets = new ArrayList<>();
    facets(items).forEach((type, of) -> facets.add(facet(type, of, attributes)));
    attributes.keySet().removeAll(List.of("id", "rng"));
    return """
    {
      "ModelName": "Orgtable",
      "ModelMetadata": {
        "Author": "Orgtable",
        "DateCreated": "Nov 23, 2026, 12:00 PM",
        "DateLastModified": "Nov 23, 2026, 12:00 PM",
        "Description": "Every record type of Orgtable's table, with items that its operations wrote",
        "AWSService": "Amazon DynamoDB",
        "Version": "3.0"
      },
      "DataModel": [
        {
          "TableName": "orgtable",
          "KeyAttributes": %s,
          "NonKeyAttributes": [
            %s
          ],
          "TableFacets": [
            %s
          ],
          "GlobalSecondaryIndexes": [
            {
              "IndexName": "directory",
              "KeyAttributes": %s,
              "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": [%s]}
            }
          ],
          "TableData": [],
          "DataAccess": {"MySql": {}},
          "BillingMode": "PAY_PER_REQUEST"
        }
      ]
    }
    """
        .formatted(
            keys("id", "rng"),
            attributes.entrySet().stream()
                .map(each -> attribute(each.getKey(), each.getValue()))
                .collect(Collectors.joining(",\n        ")),
            String.join(",\n        ", facets),
            keys("dir", "dirRng"),
            quoted(projected.stream()));
  }

  /** Returns the items by facet: the record types in the order of the registry, then tombstones. */
  private static Map<String, List<Map<String, AttributeValue>>> facets(
      List<Map<String, AttributeValue>> items) {
    List<String> order =
        Stream.concat(
                RecordTypes.ALL.stream().map(RecordType::name), Stream.of(TombstoneRecord.TYP))
            .toList();
    return items.stream()
        .collect(
            Collectors.groupingBy(
                item -> text(item, "typ"),
                () -> new TreeMap<>(Comparator.comparing(order::indexOf)),
                Collectors.toList()));
  }

  private String facet(
      String type, List<Map<String, AttributeValue>> items, Map<String, String> attributes) {
    items.forEach(
        item -> item.forEach((name, value) -> attributes.merge(name, kind(value), DataModel::one)));
    String names = quoted(items.stream().flatMap(item -> names(item).skip(2)).distinct().sorted());
    List<String> data =
        items.stream()
            .map(DataModel::item)
            .sorted(Comparator.comparing(DataModel::masked))
            .map(this::numbered)
            .toList();
    return """
    {
              "FacetName": "%s",
              "KeyAttributeAlias": {"PartitionKeyAlias": "id", "SortKeyAlias": "rng"},
              "NonKeyAttributes": [%s],
              "TableData": [
                %s
              ],
              "DataAccess": {"MySql": {}}
            }"""
        .formatted(type, names, String.join(",\n            ", data));
  }

  private static String one(String first, String second) {
    return first.equals("NULL") ? second : first;
  }

  /** Returns an item in DynamoDB's JSON: its key, its type, and its attributes by name. */
  private static String item(Map<String, AttributeValue> item) {
    return names(item)
        .map(name -> "\"" + name + "\":" + json(value(Objects.requireNonNull(item.get(name)))))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static Stream<String> names(Map<String, AttributeValue> item) {
    return Stream.concat(
        Stream.of("id", "rng", "typ", "v"),
        item.keySet().stream()
            .filter(name -> !List.of("id", "rng", "typ", "v").contains(name))
            .sorted());
  }

  /** Returns a text without what differs from run to run. */
  private static String masked(String item) {
    String text = item;
    for (Pattern pattern : List.of(ID, HASH, KEY_ID, WEBHOOK, COUNTER, SECRET)) {
      text = pattern.matcher(text).replaceAll("");
    }
    return text;
  }

  private String numbered(String item) {
    String text = replace(item, ID, n -> "00000000-0000-4000-8000-%012d".formatted(n));
    text = replace(text, HASH, "%064x"::formatted);
    text = replace(text, KEY_ID, n -> "k%011d".formatted(n));
    text = replace(text, WEBHOOK, n -> "w%015d".formatted(n));
    text = replace(text, COUNTER, n -> Integer.toString(1000 + n));
    text = replace(text, SECRET, n -> "(encrypted)");
    text = YEAR.matcher(text).replaceAll("2026");
    return SECONDS
        .matcher(text)
        .replaceAll(found -> Long.toString(Long.parseLong(found.group()) - CENTURY));
  }

  /** Replaces each text that matches by that of its number, in the order of first appearance. */
  private String replace(String text, Pattern pattern, Function<Integer, String> by) {
    Map<String, String> known = replaced.computeIfAbsent(pattern.pattern(), any -> new HashMap<>());
    return pattern
        .matcher(text)
        .replaceAll(
            (MatchResult found) ->
                known.computeIfAbsent(found.group(), any -> by.apply(known.size() + 1)));
  }

  private static Map<String, Object> value(AttributeValue value) {
    return switch (value.type()) {
      case S -> Map.of("S", value.s());
      case N -> Map.of("N", value.n());
      case NUL -> Map.of("NULL", value.nul());
      case SS -> Map.of("SS", value.ss().stream().sorted().toList());
      case L -> Map.of("L", value.l().stream().map(DataModel::value).toList());
      case M -> {
        Map<String, Object> fields = new TreeMap<>();
        value.m().forEach((name, field) -> fields.put(name, value(field)));
        yield Map.of("M", fields);
      }
      default -> throw new IllegalStateException("no record has " + value);
    };
  }

  private static String kind(AttributeValue value) {
    return value(value).keySet().iterator().next();
  }

  private static String json(Object value) {
    return JSON.valueToTree(value).toString();
  }

  private static String keys(String partition, String sort) {
    return "{\"PartitionKey\": %s, \"SortKey\": %s}"
        .formatted(attribute(partition, "S"), attribute(sort, "S"));
  }

  private static String attribute(String name, String kind) {
    return "{\"AttributeName\": \"%s\", \"AttributeType\": \"%s\"}".formatted(name, kind);
  }

  private static String quoted(Stream<String> names) {
    return names.map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }
}
