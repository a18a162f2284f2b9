package dev.orgtable.spring;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Connection;
import dev.orgtable.job.MailLimits;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of Orgtable. A misspelt property in a file is refused.
 *
 * @param table Name or ARN of the table.
 * @param region AWS region of the table; by default the one of the SDK's region provider chain.
 *     Ignored if there is a DynamoDbClient bean.
 * @param endpoint Endpoint of another engine with DynamoDB's protocol. Ignored if there is a
 *     DynamoDbClient bean.
 * @param createTable Whether to create the table at startup if it does not exist. The table of the
 *     embedded engine is always created.
 * @param deadline Time limit of one operation with all its requests and retries, at least 100 ms.
 * @param attemptTimeout Time limit of one attempt of one request, from 100 ms to the deadline.
 * @param openInvitations Maximum number of open invitations per organisation, at least 1.
 * @param invitationMails Whether creating or resending an invitation requests a mail, which the
 *     worker of a process with a Mailer bean sends; by default only if this process has one.
 * @param embedded The embedded engine.
 * @param worker The background worker.
 * @param problemDetails The responses to refusals.
 */
@ConfigurationProperties(value = "orgtable", ignoreUnknownFields = false)
public record OrgtableProperties(
    @DefaultValue("orgtable") String table,
    @Nullable String region,
    @Nullable URI endpoint,
    @DefaultValue("false") boolean createTable,
    @DefaultValue("10s") Duration deadline,
    @DefaultValue("3s") Duration attemptTimeout,
    @DefaultValue("1000") int openInvitations,
    @Nullable Boolean invitationMails,
    @DefaultValue Embedded embedded,
    @DefaultValue Worker worker,
    @DefaultValue ProblemDetails problemDetails) {

  /**
   * Checks the values.
   *
   * @throws InvalidInput if one breaks a rule
   */
  public OrgtableProperties {
    if (!Connection.isTableName(table)) {
      throw new InvalidInput("table", "must be a table name or an ARN");
    }
    settings(deadline, attemptTimeout, openInvitations);
  }

  /** Returns the settings of the table. */
  Settings settings() {
    return settings(deadline, attemptTimeout, openInvitations);
  }

  /** Returns whether invitations request mails: as configured, or if there is a mailer. */
  boolean requestsMails(boolean hasMailer) {
    return invitationMails == null ? hasMailer : invitationMails;
  }

  private static Settings settings(Duration deadline, Duration attemptTimeout, int open) {
    return Settings.DEFAULT.withTimeouts(deadline, attemptTimeout).withOpenInvitations(open);
  }

  /**
   * The embedded engine, for development and tests. Needs {@code orgtable-embedded} on the class
   * path.
   *
   * @param enabled Whether to use the embedded engine instead of Amazon DynamoDB.
   * @param directory Directory of the engine's database; by default the table is in memory.
   */
  public record Embedded(@DefaultValue("false") boolean enabled, @Nullable Path directory) {}

  /**
   * The background worker.
   *
   * @param enabled Whether this process runs a worker. At least one process of a table should.
   * @param writeUnits Maximum number of write units per second, 1 to 40000.
   * @param parallel Number of records processed in parallel, 1 to 100.
   * @param lease Time after which another worker takes over the job of a dead one, at least 1
   *     second; the same for all workers of a table.
   * @param poll Interval of looking for work, at least 100 ms.
   * @param shutdownTimeout Maximum time that the shutdown waits for mails in progress, from 1
   *     second to 5 minutes.
   * @param mailsPerHour Maximum numbers of mails of invitations per hour.
   */
  public record Worker(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("500") int writeUnits,
      @DefaultValue("8") int parallel,
      @DefaultValue("30s") Duration lease,
      @DefaultValue("1s") Duration poll,
      @DefaultValue("20s") Duration shutdownTimeout,
      @DefaultValue MailsPerHour mailsPerHour) {

    /**
     * Checks the values.
     *
     * @throws InvalidInput if one is out of range
     */
    public Worker {
      settings(writeUnits, parallel, lease, poll, shutdownTimeout, mailsPerHour);
    }

    /** Returns the settings of the worker, without a mailer. */
    WorkerSettings settings() {
      return settings(writeUnits, parallel, lease, poll, shutdownTimeout, mailsPerHour);
    }

    private static WorkerSettings settings(
        int units,
        int parallel,
        Duration lease,
        Duration poll,
        Duration shutdown,
        MailsPerHour mails) {
      return WorkerSettings.DEFAULT
          .withWriteUnits(units)
          .withParallel(parallel)
          .withLease(lease)
          .withPoll(poll)
          .withShutdownTimeout(shutdown)
          .withMailsAnHour(new MailLimits(mails.toAddress(), mails.byPerson(), mails.inAll()));
    }
  }

  /**
   * The maximum numbers of mails per hour.
   *
   * @param toAddress Mails to one address, from all organisations, at least 1.
   * @param byPerson Mails for invitations by one person, in all organisations, at least 1.
   * @param inAll Mails of the whole table, at least 1.
   */
  public record MailsPerHour(
      @DefaultValue("20") int toAddress,
      @DefaultValue("100") int byPerson,
      @DefaultValue("10000") int inAll) {}

  /**
   * The responses to refusals.
   *
   * @param enabled Whether refusals and invalid input are answered with problem details (RFC 9457).
   */
  public record ProblemDetails(@DefaultValue("true") boolean enabled) {}
}
