package dev.orgtable;

import java.time.Instant;
import java.util.Optional;

/**
 * Long work: what a change of one source still has to do to its copies. The change itself was made
 * with the transaction that wrote the job.
 *
 * @param id the identity
 * @param kind what is done
 * @param organisation the organisation that it is about, if it is about one
 * @param service the service that is deleted, if one is
 * @param user the user that it is about, if it is about one, until it has ended
 * @param movedTo the new address, if an address is changed, until it has ended
 * @param state whether there still is something to do
 * @param done how many copies were gone through
 * @param estimate about how many there are in all; not less than {@code done}
 * @param startedAt when the change was made
 * @param endedAt when the last copy was done; empty while the job is open
 * @param lastError why the latest try stopped, in words; empty if it did not
 */
public record Job(
    JobId id,
    Kind kind,
    Optional<OrganisationId> organisation,
    Optional<ServiceId> service,
    Optional<UserId> user,
    Optional<UserId> movedTo,
    State state,
    long done,
    long estimate,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> lastError) {

  /** Checks the numbers. */
  public Job {
    if (done < 0 || estimate < done) {
      throw new IllegalArgumentException("done must be 0 to the estimate");
    }
  }

  /** Returns the same, to another address. */
  public Job movedTo(UserId address) {
    return new Job(
        id,
        kind,
        organisation,
        service,
        user,
        Optional.of(address),
        state,
        done,
        estimate,
        startedAt,
        endedAt,
        lastError);
  }

  /** What a job does. */
  public enum Kind {
    /** Writes an organisation's name to its members and invitations. */
    RENAME_ORGANISATION,
    /** Writes a user's profile to its memberships. */
    UPDATE_USER,
    /** Removes the members, invitations and services of an organisation that was deleted. */
    DELETE_ORGANISATION,
    /** Takes everybody out of the groups of a service that was deleted. */
    DELETE_SERVICE,
    /** Removes the memberships and invitations of a user who was deleted. */
    DELETE_USER,
    /** Moves memberships and invitations to a user's new address. */
    CHANGE_ADDRESS
  }

  /** Whether there still is something to do. */
  public enum State {
    /** Some copies are still to be done. */
    OPEN,
    /** All copies are done. */
    DONE
  }
}
