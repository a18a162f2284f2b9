package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.ClientLimits;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.TableSettings;
import dev.orgtable.internal.Context;
import dev.orgtable.job.Mailer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The settings of an {@link Orgtable}.
 *
 * @param clock the clock for invitations and memberships
 * @param deadline the time limit of one operation with all its requests, retries and backoff, at
 *     least 100 ms
 * @param attemptTimeout the time limit of one attempt of one request, from 100 ms to the deadline.
 *     No process may have a longer one than the {@linkplain dev.orgtable.job.Worker workers} of the
 *     table: a deletion waits that long for earlier reads
 * @param detailsPages the maximum number of pages that one call reads of a partition, at least 1; a
 *     page has up to 1 MB (Amazon DynamoDB, Developer Guide, paginating query results)
 * @param costs receives a report of each request, if present
 * @param invitationMails whether creating or resending an invitation schedules a mail, which a
 *     {@link dev.orgtable.job.Worker} with a {@link Mailer} sends
 * @param openInvitations the maximum number of open invitations per organisation, at least 1
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
   * The system clock, a deadline of 10 seconds, 3 seconds per attempt, 16 pages, no cost listener,
   * no mails, 1,000 open invitations.
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
   * Checks the ranges.
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

  /**
   * Returns a configuration that sets these time limits on a client, so that they need not be set
   * on every request: {@code
   * DynamoDbClient.builder().overrideConfiguration(settings.clientLimits())}. Create one for each
   * client.
   */
  public ClientOverrideConfiguration clientLimits() {
    return ClientLimits.of(deadline, attemptTimeout);
  }

  /** Returns the context of the operations on a table. */
  Context context(DynamoDbClient client, String table) {
    return Context.of(
        client,
        table,
        new TableSettings(clock, deadline, attemptTimeout, costs.orElse(CostListener.NONE)),
        new Context.Limits(detailsPages, openInvitations, invitationMails));
  }

  /** Returns these settings with another clock. */
  public Settings withClock(Clock other) {
    return new Settings(
        other, deadline, attemptTimeout, detailsPages, costs, invitationMails, openInvitations);
  }

  /** Returns these settings with other time limits. */
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

  /** Returns these settings with another limit of pages. */
  public Settings withDetailsPages(int pages) {
    return new Settings(
        clock, deadline, attemptTimeout, pages, costs, invitationMails, openInvitations);
  }

  /** Returns these settings with a cost listener. */
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

  /** Returns these settings with mails for invitations. */
  public Settings withInvitationMails() {
    return new Settings(
        clock, deadline, attemptTimeout, detailsPages, costs, true, openInvitations);
  }

  /** Returns these settings with another limit of open invitations per organisation. */
  public Settings withOpenInvitations(int most) {
    return new Settings(
        clock, deadline, attemptTimeout, detailsPages, costs, invitationMails, most);
  }
}
