package dev.orgtable.server.authzen;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.orgtable.InvalidInput;
import dev.orgtable.server.authzen.EntityBody.Entity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation.
 *
 * @param subject who would act
 * @param action what the subject would do
 * @param resource what the subject would act on
 * @param context ignored
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record EvaluationBody(
    @Nullable EntityBody subject,
    @Nullable ActionBody action,
    @Nullable EntityBody resource,
    @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> context) {

  /**
   * Returns the complete evaluation.
   *
   * @throws InvalidInput if a part is missing
   */
  Evaluation read() {
    return new Evaluation(
        EntityBody.entity(subject, "subject"),
        ActionBody.name(action, "action"),
        EntityBody.entity(resource, "resource"));
  }

  /**
   * A complete evaluation.
   *
   * @param subject who would act
   * @param action what the subject would do
   * @param resource what the subject would act on
   */
  record Evaluation(Entity subject, String action, Entity resource) {}
}
