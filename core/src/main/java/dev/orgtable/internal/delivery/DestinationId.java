package dev.orgtable.internal.delivery;

import dev.orgtable.InvalidInput;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a destination of events, such as {@code subscriber/billing}.
 *
 * @param kind the kind of destination
 * @param name 1 to 64 of the characters {@code a-z 0-9 - _ .}, unique in its kind and table
 */
public record DestinationId(Kind kind, String name) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");
  private static final char SEPARATOR = '/';

  /** A queue is not given up before as many attempts have failed. */
  private static final int LEAST_ATTEMPTS = 5;

  private static final List<Duration> OF_SUBSCRIBERS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  private static final List<Duration> OF_WEBHOOKS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /**
   * Checks the name.
   *
   * @throws InvalidInput if it is not valid
   */
  public DestinationId {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInput("name", "must be 1 to 64 of the characters a-z 0-9 - _ .");
    }
  }

  /** Returns the id with this text; empty if the text is none. */
  public static Optional<DestinationId> parse(String text) {
    int slash = text.indexOf(SEPARATOR);
    String name = text.substring(slash + 1);
    return slash < 0 || !NAME.matcher(name).matches()
        ? Optional.empty()
        : Arrays.stream(Kind.values())
            .filter(kind -> kind.text.equals(text.substring(0, slash)))
            .findFirst()
            .map(kind -> new DestinationId(kind, name));
  }

  /**
   * Returns the channel that its queues are in: the queues of all webhooks are in one, those of
   * each subscriber in one of its own, since only some workers have its code.
   */
  public String channel() {
    return kind == Kind.WEBHOOK ? kind.text : toString();
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return kind.text + SEPARATOR + name;
  }

  /** A kind of destination. */
  public enum Kind {

    /** Code of an application, which the worker calls: retried for ever, without a log. */
    SUBSCRIBER("subscriber", null),

    /**
     * An HTTP endpoint: has a log of deliveries, and is disabled when it has failed for too long.
     */
    WEBHOOK("webhook", Duration.ofDays(5));

    private final String text;
    private final @Nullable Duration patience;

    Kind(String text, @Nullable Duration patience) {
      this.text = text;
      this.patience = patience;
    }

    /** Returns the word that ids of this kind begin with. */
    public String text() {
      return text;
    }

    /** Returns whether what was delivered, and what failed, is kept in a log. */
    public boolean isLogged() {
      return this == WEBHOOK;
    }

    /**
     * Returns whether a queue is given up: after 5 days, and several attempts, since there may have
     * been no worker meanwhile.
     *
     * @param failing for how long it has failed
     * @param attempts how often its first event has failed
     */
    public boolean isGivenUpAfter(Duration failing, int attempts) {
      return patience != null && failing.compareTo(patience) >= 0 && attempts >= LEAST_ATTEMPTS;
    }

    /**
     * Returns the pause after a number of failed attempts. It is not longer after attempts that
     * somebody asked for before they were due: it grows with the time in which they failed.
     *
     * @param attempts 1 or more
     * @param failing for how long they failed; up to a second less for each, since queues are due
     *     in whole seconds
     */
    public Duration pauseAfter(int attempts, Duration failing) {
      List<Duration> pauses = isLogged() ? OF_WEBHOOKS : OF_SUBSCRIBERS;
      int most = Math.min(attempts, pauses.size());
      int due = 1;
      Duration before = pauses.get(0);
      while (due < most && before.compareTo(failing.plusSeconds(due)) <= 0) {
        before = before.plus(pauses.get(due++));
      }
      return pauses.get(due - 1);
    }
  }
}
