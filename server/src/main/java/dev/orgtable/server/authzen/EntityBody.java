package dev.orgtable.server.authzen;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.orgtable.InvalidInput;
import dev.orgtable.server.problem.Input;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subject or a resource.
 *
 * @param type the type
 * @param id the id, unique among those of the type; ignored for what a search looks for
 * @param properties ignored
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record EntityBody(
    @Nullable String type,
    @Nullable String id,
    @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> properties) {

  /**
   * Returns a complete entity.
   *
   * @param place the name of the field in the request
   * @throws InvalidInput if the entity, its type or its id is missing
   */
  static Entity entity(@Nullable EntityBody body, String place) {
    return new Entity(type(body, place), Input.text(place + ".id", body == null ? null : body.id));
  }

  /**
   * Returns the type of what a search looks for.
   *
   * @throws InvalidInput if the entity or its type is missing
   */
  static String type(@Nullable EntityBody body, String place) {
    if (body == null) {
      throw new InvalidInput(place, "is required");
    }
    return Input.text(place + ".type", body.type);
  }

  /** Refuses an incomplete entity; it may be omitted. */
  static void check(@Nullable EntityBody body, String place) {
    if (body != null) {
      entity(body, place);
    }
  }

  /** Returns the entity without its id, which a search ignores for what it looks for. */
  static @Nullable EntityBody withoutId(@Nullable EntityBody body) {
    return body == null ? null : new EntityBody(body.type, null, body.properties);
  }

  /**
   * A complete entity.
   *
   * @param type the type, in the terms of the caller
   * @param id the id, in the terms of the caller
   */
  record Entity(String type, String id) {}
}
