package dev.orgtable.job;

import java.time.Instant;
import java.util.Optional;

/**
 * The open jobs of a table, as a {@link Worker} saw them.
 *
 * @param count their number
 * @param oldest when the oldest one was started; empty if there is none
 */
public record OpenJobs(int count, Optional<Instant> oldest) {}
