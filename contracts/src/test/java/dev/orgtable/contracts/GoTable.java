package dev.orgtable.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables in DynamoDB's low-level JSON: one array of items. */
public final class GoTable {

  private GoTable() {}

  /** Returns the items of a table that the original Go program wrote. */
  public static List<Map<String, AttributeValue>> items() {
    try (InputStream json =
        Objects.requireNonNull(GoTable.class.getResourceAsStream("/go-table-a.json"))) {
      return read(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a table.
   *
   * @throws IOException if the text is not JSON
   * @throws IllegalArgumentException if it is not an array of items, or an attribute has an unknown
   *     type
   */
  public static List<Map<String, AttributeValue>> read(InputStream json) throws IOException {
    JsonNode table = new ObjectMapper().readTree(json);
    if (!table.isArray()) {
      throw new IllegalArgumentException("a table is an array of items");
    }
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    table.forEach(item -> items.add(map(item)));
    return List.copyOf(items);
  }

  private static Map<String, AttributeValue> map(JsonNode node) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    node.properties().forEach(each -> values.put(each.getKey(), value(each.getValue())));
    return values;
  }

  private static AttributeValue value(JsonNode node) {
    if (node.size() != 1) {
      throw new IllegalArgumentException("an attribute has one type: " + node);
    }
    String type = node.fieldNames().next();
    JsonNode of = node.get(type);
    return switch (type) {
      case "S" -> AttributeValue.fromS(of.textValue());
      case "N" -> AttributeValue.fromN(of.textValue());
      case "B" -> AttributeValue.fromB(bytes(of));
      case "BOOL" -> AttributeValue.fromBool(of.booleanValue());
      case "NULL" -> AttributeValue.fromNul(of.booleanValue());
      case "SS" -> AttributeValue.fromSs(texts(of));
      case "NS" -> AttributeValue.fromNs(texts(of));
      case "BS" -> AttributeValue.fromBs(each(of).stream().map(GoTable::bytes).toList());
      case "L" -> AttributeValue.fromL(each(of).stream().map(GoTable::value).toList());
      case "M" -> AttributeValue.fromM(map(of));
      default -> throw new IllegalArgumentException("no type of DynamoDB's: " + type);
    };
  }

  private static List<JsonNode> each(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes;
  }

  private static List<String> texts(JsonNode array) {
    return each(array).stream().map(JsonNode::textValue).toList();
  }

  private static SdkBytes bytes(JsonNode base64) {
    try {
      return SdkBytes.fromByteArray(base64.binaryValue());
    } catch (IOException e) {
      throw new IllegalArgumentException("no base 64: " + base64, e);
    }
  }
}
