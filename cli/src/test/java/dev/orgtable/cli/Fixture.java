package dev.orgtable.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of the original Go program, item by item. */
final class Fixture {

  private Fixture() {}

  static List<Map<String, AttributeValue>> items() throws IOException {
    try (InputStream json =
        Objects.requireNonNull(Fixture.class.getResourceAsStream("/go-table-a.json"))) {
      List<Map<String, AttributeValue>> items = new ArrayList<>();
      new JsonMapper().readTree(json).forEach(item -> items.add(map(item)));
      return items;
    }
  }

  private static Map<String, AttributeValue> map(JsonNode node) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    node.properties().forEach(each -> values.put(each.getKey(), value(each.getValue())));
    return values;
  }

  /** The attribute types that occur in the table. */
  private static AttributeValue value(JsonNode node) {
    String type = node.propertyNames().iterator().next();
    JsonNode of = node.get(type);
    return switch (type) {
      case "S" -> AttributeValue.fromS(of.stringValue());
      case "N" -> AttributeValue.fromN(of.stringValue());
      case "NULL" -> AttributeValue.fromNul(true);
      case "SS" -> AttributeValue.fromSs(of.valueStream().map(JsonNode::stringValue).toList());
      case "M" -> AttributeValue.fromM(map(of));
      default -> throw new IllegalArgumentException("not in the fixture: " + type);
    };
  }
}
