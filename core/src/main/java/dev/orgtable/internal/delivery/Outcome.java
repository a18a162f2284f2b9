package dev.orgtable.internal.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to deliver an event. */
public sealed interface Outcome {

  /** The status of a receiver that gave none. */
  int NO_STATUS = 0;

  /** Returns the HTTP status of the answer; {@value #NO_STATUS} if there was none. */
  int status();

  /** Returns how long the attempt took. */
  Duration took();

  /**
   * The receiver has the event.
   *
   * @param status the HTTP status of the answer; {@value #NO_STATUS} if there was none
   * @param took how long the attempt took
   * @param note what was wrong with the answer all the same, up to 500 characters; empty if nothing
   */
  record Delivered(int status, Duration took, String note) implements Outcome {

    /** Creates an outcome of an answer with which nothing was wrong. */
    public Delivered(int status, Duration took) {
      this(status, took, "");
    }
  }

  /**
   * The receiver may not have the event: it is to be sent again.
   *
   * @param reason why, up to 500 characters
   * @param status the HTTP status of the answer; {@value #NO_STATUS} if there was none
   * @param took how long the attempt took
   * @param retryAfter the pause that the receiver asked for, which can only lengthen the usual one,
   *     up to 24 hours; null if none
   */
  record Failed(String reason, int status, Duration took, @Nullable Duration retryAfter)
      implements Outcome {}

  /**
   * The receiver wants no more events.
   *
   * @param reason why, up to 500 characters
   * @param status the HTTP status of the answer; {@value #NO_STATUS} if there was none
   * @param took how long the attempt took
   */
  record Gone(String reason, int status, Duration took) implements Outcome {}

  /**
   * No attempt was made, for a reason that is not the receiver's, such as a missing key of this
   * process. This does not count as a failure. The event is attempted again a minute later, or a
   * few minutes later if this has happened repeatedly.
   *
   * @param reason why, up to 500 characters, in the log of deliveries
   * @param report why, for the operator
   */
  record Unable(String reason, String report) implements Outcome {
    @Override
    public int status() {
      return NO_STATUS;
    }

    @Override
    public Duration took() {
      return Duration.ZERO;
    }
  }
}
