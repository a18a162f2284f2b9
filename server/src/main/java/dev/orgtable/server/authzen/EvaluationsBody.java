package dev.orgtable.server.authzen;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.orgtable.InvalidInput;
import dev.orgtable.server.problem.Input;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluations, or one of them if there is no list. A part that an evaluation omits is the one of
 * this body.
 *
 * @param subject who would act, by default
 * @param action what the subject would do, by default
 * @param resource what the subject would act on, by default
 * @param context ignored
 * @param evaluations at most 100
 * @param options how to answer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record EvaluationsBody(
    @Nullable EntityBody subject,
    @Nullable ActionBody action,
    @Nullable EntityBody resource,
    @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> context,
    @Nullable List<EvaluationBody> evaluations,
    @Nullable OptionsBody options) {

  private static final int MOST = 100;

  /** Returns the evaluation that this body is if it has no list. */
  EvaluationBody alone() {
    return new EvaluationBody(subject, action, resource, context);
  }

  /**
   * Returns the evaluations with the defaults in place of what they omit; empty if there are none.
   *
   * @throws InvalidInput if a default is incomplete, or there are more than 100
   */
  List<EvaluationBody> all() {
    List<EvaluationBody> given = evaluations == null ? List.of() : evaluations;
    if (given.size() > MOST) {
      throw new InvalidInput("evaluations", "must be at most " + MOST);
    }
    EntityBody.check(subject, "subject");
    ActionBody.check(action, "action");
    EntityBody.check(resource, "resource");
    return given.stream().map(this::withDefaults).toList();
  }

  private EvaluationBody withDefaults(EvaluationBody given) {
    return new EvaluationBody(
        given.subject() == null ? subject : given.subject(),
        given.action() == null ? action : given.action(),
        given.resource() == null ? resource : given.resource(),
        given.context() == null ? context : given.context());
  }

  /**
   * Returns when to stop.
   *
   * @throws InvalidInput if the semantic is unknown
   */
  Semantic semantic() {
    return Input.optional(
            "options.evaluations_semantic", options == null ? null : options.semantic, Semantic::of)
        .orElse(Semantic.EXECUTE_ALL);
  }

  /**
   * Options of evaluations. Others are ignored.
   *
   * @param semantic when to stop; default {@code execute_all}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OptionsBody(@JsonProperty("evaluations_semantic") @Nullable String semantic) {}

  /** Which decisions a response has. */
  enum Semantic {
    /** All. */
    EXECUTE_ALL(null),
    /** Those up to the first denial. */
    DENY_ON_FIRST_DENY(false),
    /** Those up to the first permit. */
    PERMIT_ON_FIRST_PERMIT(true);

    private final @Nullable Boolean last;

    Semantic(@Nullable Boolean last) {
      this.last = last;
    }

    private static Semantic of(String name) {
      for (Semantic each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
          return each;
        }
      }
      throw new InvalidInput(
          "semantic", "must be execute_all, deny_on_first_deny or permit_on_first_permit");
    }

    /** Returns whether no decision follows this one. */
    boolean stopsAt(boolean decision) {
      return Objects.equals(last, decision);
    }
  }
}
