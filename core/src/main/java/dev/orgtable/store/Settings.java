package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.TableSettings;
import dev.orgtable.internal.Context;
import dev.orgtable.job.Mailer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How the store works.
 *
 * @param clock tells the time of invitations and memberships
 * @param deadline how long one operation may take with all its requests, retries and pauses; at
 *     least 100 ms
 * @param attemptTimeout how long one try of one request may take, at most the deadline
 * @param detailsPages how many pages of up to 1 MB the reading of details goes through at most
 * @param costs receives a report of each request
 * @param invitationMails whether an invitation that is made or resent is to be mailed; a {@link
 *     dev.orgtable.job.Worker} with a {@link Mailer} does that
 * @param openInvitations how many invitations of one organisation may be open at once, at least 1
 */
public record Settings(
    Clock clock,
    Duration deadline,
    Duration attemptTimeout,
    int detailsPages,
    Optional<CostListener> costs,
    boolean invitationMails,
    int openInvitations) {

  private static final Duration SHORTEST = Duration.ofMillis(100);

  /**
   * The system's clock, 10 seconds for an operation, 3 seconds for a try, 16 pages, nobody told, no
   * mails, 1,000 open invitations.
   */
  public static final Settings DEFAULT =
      new Settings(
          Clock.systemUTC(),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          16,
          Optional.empty(),
          false,
          1000);

  /**
   * Checks the bounds.
   *
   * @throws InvalidInput if one is out of range
   */
  public Settings {
    if (deadline.compareTo(SHORTEST) < 0) {
      throw new InvalidInput("deadline", "must be at least " + SHORTEST);
    }
    if (attemptTimeout.compareTo(SHORTEST) < 0 || attemptTimeout.compareTo(deadline) > 0) {
      throw new InvalidInput(
          "attemptTimeout", "must be at least " + SHORTEST + " and at most the deadline");
    }
    if (detailsPages < 1) {
      throw new InvalidInput("detailsPages", "must be at least 1");
    }
    if (openInvitations < 1) {
      throw new InvalidInput("openInvitations", "must be at least 1");
    }
  }

  /** Returns what operations on a table are done with. */
  Context context(DynamoDbClient client, String table) {
    return Context.of(
        client,
        table,
        new TableSettings(clock, deadline, attemptTimeout, costs.orElse(CostListener.NONE)),
        new Context.Limits(detailsPages, openInvitations, invitationMails));
  }

  /** Returns the same with another clock. */
  public Settings withClock(Clock other) {
    return new Settings(
        other, deadline, attemptTimeout, detailsPages, costs, invitationMails, openInvitations);
  }

  /** Returns the same with other time limits. */
  public Settings withTimeouts(Duration newDeadline, Duration newAttemptTimeout) {
    return new Settings(
        clock,
        newDeadline,
        newAttemptTimeout,
        detailsPages,
        costs,
        invitationMails,
        openInvitations);
  }

  /** Returns the same with another limit on pages. */
  public Settings withDetailsPages(int pages) {
    return new Settings(
        clock, deadline, attemptTimeout, pages, costs, invitationMails, openInvitations);
  }

  /** Returns the same with a listener to costs. */
  public Settings withCosts(CostListener listener) {
    return new Settings(
        clock,
        deadline,
        attemptTimeout,
        detailsPages,
        Optional.of(listener),
        invitationMails,
        openInvitations);
  }

  /** Returns the same, with invitations being mailed. */
  public Settings withInvitationMails() {
    return new Settings(
        clock, deadline, attemptTimeout, detailsPages, costs, true, openInvitations);
  }

  /** Returns the same with another limit on the open invitations of one organisation. */
  public Settings withOpenInvitations(int most) {
    return new Settings(
        clock, deadline, attemptTimeout, detailsPages, costs, invitationMails, most);
  }
}
