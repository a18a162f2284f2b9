package dev.orgtable.server.authzen;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgtable.server.authzen.DecisionBody.WhyBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of several evaluations, or one decision if the request had no list.
 *
 * @param decision whether the action is allowed, if the request had no list
 * @param context why it is denied, if this is not for lack of a membership or a group
 * @param evaluations the decisions, in the order of the evaluations
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionsBody(
    @Nullable Boolean decision,
    @Nullable WhyBody context,
    @Nullable List<DecisionBody> evaluations) {

  static DecisionsBody of(DecisionBody one) {
    return new DecisionsBody(one.decision(), one.context(), null);
  }

  static DecisionsBody of(List<DecisionBody> all) {
    return new DecisionsBody(null, null, all);
  }
}
