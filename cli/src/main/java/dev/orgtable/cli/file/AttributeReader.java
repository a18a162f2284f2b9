package dev.orgtable.cli.file;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Parses items in DynamoDB's attribute format. What DynamoDB would not store is refused with an
 * {@link IllegalArgumentException} that explains why.
 */
final class AttributeReader {

  /** Limits of DynamoDB (Amazon DynamoDB, Developer Guide, quotas). */
  private static final int DEEPEST = 32;

  private static final int LONGEST_ID = 2048;
  private static final int LONGEST_RNG = 1024;
  private static final int MOST_DIGITS = 38;
  private static final int LEAST_EXPONENT = -130;
  private static final int MOST_EXPONENT = 125;
  private static final int LONGEST_NUMBER = 400;

  private final JsonParser json;

  AttributeReader(JsonParser json) {
    this.json = json;
  }

  /** Parses an item; the parser is at its opening brace. */
  Map<String, AttributeValue> read() {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("expected an item but found " + json.currentToken());
    }
    Map<String, AttributeValue> item = attributes(0);
    checkKey(item, "id", LONGEST_ID);
    checkKey(item, "rng", LONGEST_RNG);
    return item;
  }

  private static void checkKey(Map<String, AttributeValue> item, String name, int longest) {
    String key =
        Optional.ofNullable(item.get(name))
            .map(AttributeValue::s)
            .orElseThrow(
                () -> new IllegalArgumentException("an item has no string attribute " + name));
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > longest) {
      throw new IllegalArgumentException(name + " must have 1 to " + longest + " bytes");
    }
  }

  private Map<String, AttributeValue> attributes(int depth) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (attributes.put(name, typed(depth)) != null) {
        throw new IllegalArgumentException("duplicate attribute: " + name);
      }
    }
    return attributes;
  }

  /** Parses {@code {"S":"…"}}; the parser is at its opening brace. */
  private AttributeValue typed(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("nesting is deeper than " + DEEPEST);
    }
    expect(JsonToken.START_OBJECT, "an attribute must be an object with its type and value");
    if (json.nextToken() != JsonToken.PROPERTY_NAME) {
      throw new IllegalArgumentException("an attribute has no type");
    }
    String type = json.currentName();
    json.nextToken();
    AttributeValue value = value(type, depth);
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw new IllegalArgumentException("an attribute has more than one type");
    }
    return value;
  }

  private AttributeValue value(String type, int depth) {
    return switch (type) {
      case "S" -> AttributeValue.fromS(text());
      case "N" -> AttributeValue.fromN(number(text()));
      case "B" -> AttributeValue.fromB(bytes(text()));
      case "BOOL" -> AttributeValue.fromBool(truth());
      case "NULL" -> {
        if (!truth()) {
          throw new IllegalArgumentException("NULL must be true");
        }
        yield AttributeValue.fromNul(true);
      }
      case "SS" -> AttributeValue.fromSs(set());
      case "NS" -> AttributeValue.fromNs(numbers());
      case "BS" -> AttributeValue.fromBs(set().stream().map(AttributeReader::bytes).toList());
      case "L" -> AttributeValue.fromL(list(depth + 1));
      case "M" -> {
        expect(JsonToken.START_OBJECT, "M must be an object");
        yield AttributeValue.fromM(attributes(depth + 1));
      }
      default -> throw new IllegalArgumentException("unknown attribute type: " + type);
    };
  }

  private String text() {
    expect(JsonToken.VALUE_STRING, "a value must be a string");
    return json.getString();
  }

  private boolean truth() {
    if (json.currentToken() != JsonToken.VALUE_TRUE
        && json.currentToken() != JsonToken.VALUE_FALSE) {
      throw new IllegalArgumentException("a value must be true or false");
    }
    return json.getBooleanValue();
  }

  private List<AttributeValue> list(int depth) {
    expect(JsonToken.START_ARRAY, "L must be an array");
    List<AttributeValue> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(typed(depth));
    }
    return values;
  }

  private List<String> set() {
    expect(JsonToken.START_ARRAY, "a set must be an array");
    List<String> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(text());
    }
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException("a set is empty or has a duplicate value");
    }
    return values;
  }

  private List<String> numbers() {
    List<String> numbers = set();
    long different =
        numbers.stream()
            .map(text -> new BigDecimal(number(text)).stripTrailingZeros())
            .distinct()
            .count();
    if (different < numbers.size()) {
      throw new IllegalArgumentException("a set has a duplicate number");
    }
    return numbers;
  }

  private static String number(String text) {
    try {
      if (text.length() <= LONGEST_NUMBER) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        int exponent = number.precision() - number.scale() - 1;
        boolean inRange = exponent >= LEAST_EXPONENT && exponent <= MOST_EXPONENT;
        if (number.signum() == 0 || (inRange && number.precision() <= MOST_DIGITS)) {
          return text;
        }
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("N must be a number", e);
    }
    throw new IllegalArgumentException("a number exceeds the precision or range of DynamoDB");
  }

  private static SdkBytes bytes(String base64) {
    try {
      return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("B must be base64", e);
    }
  }

  private void expect(JsonToken token, String otherwise) {
    if (json.currentToken() != token) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
