package dev.orgtable.job;

import dev.orgtable.Job;

/** The task of each kind of job. */
final class BackgroundTasks {

  private BackgroundTasks() {}

  /** Returns what a job does. */
  static BackgroundTask of(Job job) {
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
}
