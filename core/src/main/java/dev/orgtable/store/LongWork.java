package dev.orgtable.store;

import dev.orgtable.Job;
import java.util.List;
import java.util.Optional;

/**
 * What a job does: it goes over the copies in one partition, one after the other, in passes by the
 * beginning of their sort key, and then ends at their source. Each copy can be done twice.
 */
interface LongWork {

  /** Returns the source: the organisation, the service or the user. */
  Key source();

  /** Returns the partition in which the copies are found. */
  default String partition() {
    return source().id();
  }

  /**
   * Returns what the sort keys of each pass begin with. An invitation that is accepted becomes a
   * member: invitations come first.
   */
  List<String> passes();

  /**
   * Returns how to do the copies that are read next; empty if the source is gone, and other work
   * does them.
   */
  Optional<Step> step(Table table);

  /**
   * Adds to the last transaction what is to be done to the source.
   *
   * @param found the item in the source's place
   * @param moves how many copies had moved to other keys when the passes began
   */
  void end(Transaction transaction, Job job, Optional<Item> found, long moves);

  /**
   * Returns how many copies ever moved to other keys: who goes through them page by page may have
   * found one at neither place.
   */
  default long moves(Table table) {
    return 0;
  }

  /** Returns whether copies may be done side by side. */
  default boolean parallel() {
    return true;
  }

  /** Returns whether the source is one of {@link Endings}. */
  default boolean isEnding() {
    return false;
  }

  /** Returns what a job does. */
  static LongWork of(Job job) {
    return switch (job.kind()) {
      case RENAME_ORGANISATION -> new Renaming(job.organisation().orElseThrow());
      case UPDATE_USER -> new ProfileCopying(job.user().orElseThrow());
      case DELETE_ORGANISATION -> new OrganisationSweep(job.organisation().orElseThrow());
      case DELETE_SERVICE ->
          new ServiceSweep(job.organisation().orElseThrow(), job.service().orElseThrow());
      case DELETE_USER -> new UserSweep(job.user().orElseThrow());
      case CHANGE_ADDRESS ->
          new AddressChange(job.user().orElseThrow(), job.movedTo().orElseThrow());
    };
  }

  /** How to do one copy. */
  interface Step {
    /** Does one copy, which may be done already. */
    void copy(Table table, Item item);
  }
}
