package dev.orgtable.server.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.List;

/** Creates JSON Schema 2020-12 schemas, as used by OpenAPI 3.1. */
final class Schemas {

  private Schemas() {}

  static Schema<?> schema(String type) {
    Schema<?> schema = new JsonSchema();
    schema.addType(type);
    return schema;
  }

  static Schema<?> string() {
    return schema("string");
  }

  static Schema<?> string(String pattern, int longest) {
    return string().pattern(pattern).maxLength(longest);
  }

  static Schema<?> integer(long least, long most) {
    return schema("integer")
        .format("int32")
        .minimum(BigDecimal.valueOf(least))
        .maximum(BigDecimal.valueOf(most));
  }

  static Schema<?> list(Schema<?> items, int most) {
    return schema("array").items(items).maxItems(most);
  }

  static Schema<?> reference(String name) {
    return new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + name);
  }

  @SuppressWarnings("unchecked")
  static Schema<?> oneOf(Schema<?> schema, List<String> values) {
    ((Schema<Object>) schema).setEnum(List.copyOf(values));
    return schema;
  }

  static boolean is(Schema<?> schema, String type) {
    return schema.getTypes() != null && schema.getTypes().contains(type);
  }
}
