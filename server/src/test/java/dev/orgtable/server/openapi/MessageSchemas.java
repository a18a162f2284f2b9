package dev.orgtable.server.openapi;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.event.EventBody;
import dev.orgtable.server.webhook.Payloads.WebhookMessageBody;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the messages of webhooks, as the description of a server has them. */
final class MessageSchemas {

  /** Writes times as the server does. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .withConfigOverride(
              Instant.class,
              times ->
                  times.setFormat(
                      JsonFormat.Value.forPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
                          .withTimeZone(TimeZone.getTimeZone("UTC"))))
          .build();

  private final JsonNode description;
  private final Map<EventType, Schema> schemas = new HashMap<>();

  MessageSchemas(JsonNode description) {
    this.description = description;
  }

  static MessageSchemas of(TestServer server) {
    return new MessageSchemas(server.anybody().get("/v1/openapi.json").json());
  }

  /** Returns an event as a message. */
  static JsonNode message(Event event) {
    return JSON.valueToTree(
        new WebhookMessageBody(event.typeText(), event.time(), EventBody.of(event)));
  }

  /** Returns what a message breaks of the schema of a type. */
  List<String> faults(EventType type, JsonNode message) {
    return schemas.computeIfAbsent(type, this::schema).validate(message).stream()
        .map(Object::toString)
        .toList();
  }

  private Schema schema(EventType type) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put(
        "$ref",
        description
            .path("webhooks")
            .path(type.text())
            .at("/post/requestBody/content/application~1json/schema/$ref")
            .asString());
    schema.set("components", description.path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }
}
