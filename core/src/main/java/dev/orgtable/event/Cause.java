package dev.orgtable.event;

import dev.orgtable.InvalidInput;
import dev.orgtable.JobId;
import org.jspecify.annotations.Nullable;

/**
 * Why a change was made, as far as is known.
 *
 * @param request the id of the HTTP request, as in the access log, at most {@value #LONGEST}
 *     characters
 * @param idempotencyKey the key under which the caller may repeat the request, at most {@value
 *     #LONGEST} characters
 * @param job the job that made it for the actor, who started the job
 */
public record Cause(
    @Nullable String request, @Nullable String idempotencyKey, @Nullable JobId job) {

  /** The longest text of a cause, in characters. */
  public static final int LONGEST = 255;

  /** No known cause. */
  public static final Cause NONE = new Cause(null, null, null);

  /**
   * Checks the lengths.
   *
   * @throws InvalidInput if a text is empty or too long
   */
  public Cause {
    check("request", request);
    check("idempotencyKey", idempotencyKey);
  }

  /** Creates the cause of a change that was made within its request. */
  public Cause(@Nullable String request, @Nullable String idempotencyKey) {
    this(request, idempotencyKey, null);
  }

  private static void check(String field, @Nullable String text) {
    if (text != null && (text.isEmpty() || text.length() > LONGEST)) {
      throw new InvalidInput(field, "must be 1 to " + LONGEST + " characters");
    }
  }
}
