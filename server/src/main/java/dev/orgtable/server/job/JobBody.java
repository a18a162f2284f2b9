package dev.orgtable.server.job;

import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Long work as callers see it.
 *
 * @param id its id
 * @param kind what it does
 * @param state whether there still is something to do
 * @param organisation the organisation that it is about; null if it is about none
 * @param service the service that was deleted; null if none was
 * @param user the user that it is about, until it has ended; null if it is about none
 * @param done how many copies were gone through
 * @param estimate about how many there are
 * @param startedAt when the change was made
 * @param endedAt when the last copy was done; null before
 * @param lastError why the latest try stopped; null if it did not
 */
record JobBody(
    String id,
    String kind,
    String state,
    @Nullable String organisation,
    @Nullable String service,
    @Nullable String user,
    long done,
    long estimate,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String lastError) {

  static JobBody of(Job job) {
    return new JobBody(
        job.id().value(),
        job.kind().name().toLowerCase(Locale.ROOT),
        job.state().name().toLowerCase(Locale.ROOT),
        job.organisation().map(OrganisationId::value).orElse(null),
        job.service().map(ServiceId::value).orElse(null),
        job.user().map(UserId::email).orElse(null),
        job.done(),
        job.estimate(),
        job.startedAt(),
        job.endedAt().orElse(null),
        job.lastError().orElse(null));
  }
}
