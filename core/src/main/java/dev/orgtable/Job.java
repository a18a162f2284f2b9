package dev.orgtable;

import java.time.Instant;
import java.util.Optional;

/**
 * A background job: applies the change of a source to its copies. The change itself took effect
 * with the transaction that wrote the job.
 *
 * @param id the id
 * @param kind what the job does
 * @param organisation the organisation that is renamed, suspended, reactivated or deleted, or whose
 *     service or group is deleted
 * @param service the service that is deleted, if any
 * @param group the group that is deleted, or the old name of one that is renamed, if any
 * @param user the user concerned, if any; empty once the job is done
 * @param movedTo the new address, if an address is changed; empty once the job is done
 * @param state whether the job is open or done
 * @param done the number of copies processed, 0 or more
 * @param estimate the estimated number of copies, at least {@code done}
 * @param startedAt when the source was changed
 * @param endedAt when the last copy was processed; empty while the job is open
 * @param lastError why the latest attempt failed, as text; empty if it did not
 */
public record Job(
    JobId id,
    Kind kind,
    Optional<OrganisationId> organisation,
    Optional<ServiceId> service,
    Optional<GroupName> group,
    Optional<EmailAddress> user,
    Optional<EmailAddress> movedTo,
    State state,
    long done,
    long estimate,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> lastError) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException unless {@code done} is 0 to {@code estimate}
   */
  public Job {
    if (done < 0 || estimate < done) {
      throw new IllegalArgumentException("done must be 0 to estimate");
    }
  }

  /** Returns this job with another new address. */
  public Job movedTo(EmailAddress address) {
    return new Job(
        id,
        kind,
        organisation,
        service,
        group,
        user,
        Optional.of(address),
        state,
        done,
        estimate,
        startedAt,
        endedAt,
        lastError);
  }

  /** The change that a job completes. */
  public enum Kind {
    /** Copies an organisation's name to its members and invitations. */
    RENAME_ORGANISATION,
    /** Marks the members of a suspended organisation, whom every check refuses already. */
    SUSPEND_ORGANISATION,
    /** Reactivates the members of an organisation, one after the other. */
    REACTIVATE_ORGANISATION,
    /** Copies a user's profile to the memberships. */
    UPDATE_USER,
    /** Removes the members, invitations and services of a deleted organisation. */
    DELETE_ORGANISATION,
    /** Removes all members and invitations from the groups of a deleted service. */
    DELETE_SERVICE,
    /** Removes all members and invitations from a deleted group of an organisation. */
    DELETE_GROUP,
    /** Moves all members and invitations from the old name of a group to the new one. */
    RENAME_GROUP,
    /** Removes the memberships and invitations of a deleted user. */
    DELETE_USER,
    /** Moves memberships and invitations to a user's new address. */
    CHANGE_ADDRESS
  }

  /** The state of a job. */
  public enum State {
    /** Some copies remain to be processed. */
    OPEN,
    /** All copies are processed. */
    DONE
  }
}
