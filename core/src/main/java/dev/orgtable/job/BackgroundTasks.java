package dev.orgtable.job;

import dev.orgtable.Job;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.UserRecord;

/** Creates the task of a job by its kind. */
final class BackgroundTasks {

  private BackgroundTasks() {}

  /** Returns the task of a job. */
  static BackgroundTask of(Job job) {
    return switch (job.kind()) {
      case RENAME_ORGANISATION -> new Renaming(job.organisation().orElseThrow());
      case SUSPEND_ORGANISATION -> new SuspensionCopying(job.organisation().orElseThrow(), true);
      case REACTIVATE_ORGANISATION ->
          new SuspensionCopying(job.organisation().orElseThrow(), false);
      case UPDATE_USER -> new ProfileCopying(job.user().orElseThrow());
      case DELETE_ORGANISATION ->
          new PartitionSweep(OrganisationRecord.key(job.organisation().orElseThrow()));
      case DELETE_SERVICE ->
          GroupSweep.ofService(job.organisation().orElseThrow(), job.service().orElseThrow());
      case DELETE_GROUP ->
          GroupSweep.ofGroup(job.organisation().orElseThrow(), job.group().orElseThrow());
      case RENAME_GROUP ->
          new GroupMove(job.organisation().orElseThrow(), job.group().orElseThrow());
      case DELETE_USER -> new PartitionSweep(UserRecord.key(job.user().orElseThrow()));
      case CHANGE_ADDRESS ->
          new AddressChange(job.user().orElseThrow(), job.movedTo().orElseThrow());
    };
  }
}
