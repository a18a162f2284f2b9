package dev.orgtable.cli.file;

import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonGenerator;

/**
 * Writes items in DynamoDB's attribute format, {@code {"id":{"S":"…"},…}}, with numbers as text.
 * Attributes and sets are sorted, so that equal items have equal text.
 */
final class AttributeJson {

  private final JsonGenerator json;

  AttributeJson(JsonGenerator json) {
    this.json = json;
  }

  void write(Map<String, AttributeValue> attributes) {
    json.writeStartObject();
    new TreeMap<>(attributes)
        .forEach(
            (name, value) -> {
              json.writeName(name);
              writeTyped(value);
            });
    json.writeEndObject();
  }

  private void write(AttributeValue value) {
    switch (value.type()) {
      case S -> json.writeString(value.s());
      case N -> json.writeString(value.n());
      case B -> json.writeString(base64(value.b()));
      case BOOL -> json.writeBoolean(value.bool());
      case NUL -> json.writeBoolean(true);
      case SS -> all(value.ss().stream().sorted().toList(), json::writeString);
      case NS -> all(value.ns().stream().sorted().toList(), json::writeString);
      case BS ->
          all(value.bs().stream().map(AttributeJson::base64).sorted().toList(), json::writeString);
      case L -> all(value.l(), this::writeTyped);
      case M -> write(value.m());
      default -> throw new IllegalStateException("an attribute has an unknown type: " + value);
    }
  }

  private void writeTyped(AttributeValue value) {
    json.writeStartObject();
    json.writeName(name(value));
    write(value);
    json.writeEndObject();
  }

  private static String name(AttributeValue value) {
    return value.type() == AttributeValue.Type.NUL ? "NULL" : value.type().name();
  }

  private <T> void all(Collection<T> values, Consumer<T> write) {
    json.writeStartArray();
    values.forEach(write);
    json.writeEndArray();
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
  }
}
