package dev.orgtable.server.authzen;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.orgtable.InvalidInput;
import dev.orgtable.server.problem.Input;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action.
 *
 * @param name the name
 * @param properties ignored
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ActionBody(
    @Nullable String name,
    @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> properties) {

  /**
   * Returns the name.
   *
   * @param place the name of the field in the request
   * @throws InvalidInput if the action or its name is missing
   */
  static String name(@Nullable ActionBody body, String place) {
    if (body == null) {
      throw new InvalidInput(place, "is required");
    }
    return Input.text(place + ".name", body.name);
  }

  /** Refuses an action without a name; it may be omitted. */
  static void check(@Nullable ActionBody body, String place) {
    if (body != null) {
      name(body, place);
    }
  }
}
