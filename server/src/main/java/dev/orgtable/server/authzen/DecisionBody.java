package dev.orgtable.server.authzen;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.web.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * A decision.
 *
 * @param decision whether the action is allowed
 * @param context why it is denied, if this is not for lack of a membership or a group
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionBody(boolean decision, @Nullable WhyBody context) {

  private static final int BAD_REQUEST = 400;

  static DecisionBody of(boolean decision) {
    return new DecisionBody(decision, null);
  }

  /** Returns the denial of what this server does not know. */
  static DecisionBody unknown(InvalidInput unknown) {
    return new DecisionBody(false, new WhyBody(String.valueOf(unknown.getMessage()), null));
  }

  /** Returns the denial of one evaluation of several that is incomplete. */
  static DecisionBody incomplete(InvalidInput missing) {
    return new DecisionBody(
        false, new WhyBody(null, new ErrorBody(BAD_REQUEST, String.valueOf(missing.getMessage()))));
  }

  /**
   * Returns the denial of one evaluation of several that cannot be made, such as one about a user
   * whom a job is moving.
   */
  static DecisionBody failed(OrgtableException failure) {
    int status = RefusalCode.of(failure).status();
    return new DecisionBody(
        false, new WhyBody(null, new ErrorBody(status, RefusalCode.detail(failure))));
  }

  /**
   * Why an action is denied.
   *
   * @param reason what this server does not know
   * @param error the error of one evaluation of several
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WhyBody(@Nullable String reason, @Nullable ErrorBody error) {}

  /**
   * The error of one evaluation of several.
   *
   * @param status the status that the evaluation would have alone
   * @param message what is wrong
   */
  record ErrorBody(int status, String message) {}
}
