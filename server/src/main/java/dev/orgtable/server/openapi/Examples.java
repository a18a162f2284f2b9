package dev.orgtable.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of each operation, as a test has made it: the file is written by that test, which fails
 * when a server answers otherwise.
 */
final class Examples {

  private static final String FILE = "/openapi/examples.json";
  private static final JsonNode ALL = read();

  private Examples() {}

  private static JsonNode read() {
    try (InputStream file = Examples.class.getResourceAsStream(FILE)) {
      return Json31.mapper().readTree(Objects.requireNonNull(file, FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the example of an operation to its parameters, request and response. */
  static void add(Operation operation, Endpoint endpoint) {
    JsonNode call = ALL.path(endpoint.name());
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(parameter -> add(parameter, call.path("parameters")));
    }
    if (operation.getRequestBody() != null) {
      add(operation.getRequestBody().getContent(), call.path("request"));
    }
    ApiResponse response = operation.getResponses().get(call.path("status").asText());
    if (response != null) {
      add(response.getContent(), call.path("response"));
    }
  }

  private static void add(Parameter parameter, JsonNode values) {
    if (values.has(parameter.getName())) {
      JsonNode value = values.get(parameter.getName());
      boolean number = Schemas.is(parameter.getSchema(), "integer");
      parameter.setExample(number ? IntNode.valueOf(value.asInt()) : value);
    }
  }

  private static void add(@Nullable Content content, JsonNode example) {
    if (content != null && !example.isMissingNode()) {
      content.values().forEach(type -> type.setExample(example));
    }
  }
}
