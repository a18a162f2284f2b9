package dev.orgtable.server.job;

import dev.orgtable.EmailAddress;
import dev.orgtable.GroupName;
import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A background job.
 *
 * @param id the job's id
 * @param kind what it does
 * @param state whether there is work left
 * @param organisation the organisation that the job concerns; null if none
 * @param service the deleted service; null if none
 * @param group the deleted group of the organisation, or the old name of a renamed one; null if
 *     none
 * @param user the address of the user that the job concerns, until the job has ended; null if none.
 *     A job does not have the user's id
 * @param done the number of copies processed
 * @param estimate the approximate number of copies
 * @param startedAt when the change was committed
 * @param endedAt when the last copy was processed; null before
 * @param lastError why the latest attempt failed; null if it did not
 */
record JobBody(
    String id,
    String kind,
    String state,
    @Nullable String organisation,
    @Nullable String service,
    @Nullable String group,
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
        job.group().map(GroupName::value).orElse(null),
        job.user().map(EmailAddress::value).orElse(null),
        job.done(),
        job.estimate(),
        job.startedAt(),
        job.endedAt().orElse(null),
        job.lastError().orElse(null));
  }
}
