package dev.orgtable.server.openapi;

import dev.orgtable.event.EventContent;
import dev.orgtable.event.EventContent.Part;
import dev.orgtable.event.EventType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schemas of the messages that endpoints of webhooks get: an event, narrowed down to what its
 * type declares in {@link EventType#content}.
 */
final class WebhookSchemas {

  private static final String TYPE = "type";
  private static final String DATA = "data";
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_GROUP = 100;

  private WebhookSchemas() {}

  /** Returns the schema name of the message of a type, such as {@code MemberAddedMessage}. */
  static String name(EventType type) {
    return words(type) + "Message";
  }

  /** Returns the text of a type as one word, such as {@code MemberAdded}. */
  static String words(EventType type) {
    StringBuilder words = new StringBuilder();
    for (String word : type.text().split("[._]", -1)) {
      words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return words.toString();
  }

  /** Returns the schema of the message of a type. */
  static Schema<?> message(EventType type) {
    Schema<?> message = Schemas.schema("object");
    message.addProperty(TYPE, type(type).description("The kind of change"));
    message.addProperty(
        "timestamp",
        Schemas.string().format("date-time").maxLength(24).description("When it was made"));
    message.addProperty(DATA, Schemas.reference("Event"));
    message.setRequired(List.of(TYPE, "timestamp", DATA));
    message.setDependentSchemas(Map.of(DATA, only(DATA, event(type))));
    return message.description("`" + type.text() + "`, as Standard Webhooks says");
  }

  /** Returns the schema of an object of which one property conforms to a schema. */
  private static Schema<?> only(String property, Schema<?> schema) {
    Schema<?> only = object();
    only.addProperty(property, schema);
    return only;
  }

  /** Returns the schema of an object with properties that another schema describes. */
  private static Schema<?> object() {
    Schema<?> object = Schemas.schema("object");
    object.setAdditionalProperties(true);
    return object;
  }

  private static Schema<?> type(EventType type) {
    Schema<?> text = Schemas.string();
    text.setConst(type.text());
    return text;
  }

  /**
   * Returns what the type declares of the event. It stands beside the reference to all events,
   * under a keyword that generators of clients do not read: they would make a class of it.
   */
  private static Schema<?> event(EventType type) {
    EventContent content = type.content();
    Schema<?> event = object();
    event.addProperty(TYPE, type(type));
    addPart(event, content, Part.USER, "user", object());
    addPart(event, content, Part.SERVICE, "service", Schemas.string(Fields.ID, LONGEST_ID));
    addPart(event, content, Part.GROUP, "group", Schemas.string().maxLength(LONGEST_GROUP));
    if (!content.parts().contains(Part.INVITATION)) {
      event.addProperty("invitation", Schemas.schema("null"));
    }
    addGroups(event, content, Part.ADDED, "added");
    addGroups(event, content, Part.REMOVED, "removed");
    event.addProperty("changes", changes(content.values()));
    boolean hasMembers = content.parts().contains(Part.MEMBERS);
    Schema<?> members = Schemas.schema("array").maxItems(hasMembers ? Fields.MANY : 0);
    event.addProperty("members", members.minItems(hasMembers ? 1 : 0));
    return event;
  }

  /** Adds a part that an event always has if its type has it. */
  private static void addPart(
      Schema<?> event, EventContent content, Part part, String name, Schema<?> there) {
    event.addProperty(name, content.parts().contains(part) ? there : Schemas.schema("null"));
  }

  private static void addGroups(Schema<?> event, EventContent content, Part part, String name) {
    if (!content.parts().contains(part)) {
      Schema<?> none = Schemas.schema("object");
      none.addProperty("groups", Schemas.schema("array").maxItems(0));
      none.addProperty("services", Schemas.schema("object").maxProperties(0));
      event.addProperty(name, none);
    }
  }

  private static Schema<?> changes(Set<String> values) {
    Schema<?> changes = Schemas.schema("object");
    values.forEach(name -> changes.addProperty(name, Schemas.reference("EventChange")));
    changes.setAdditionalProperties(false);
    return changes;
  }
}
