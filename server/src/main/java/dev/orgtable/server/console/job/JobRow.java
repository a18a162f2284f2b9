package dev.orgtable.server.console.job;

import dev.orgtable.Job;
import java.util.Locale;

/**
 * A job, for display.
 *
 * @param job the job
 * @param about the name of its organisation or the address of its user; empty if neither exists any
 *     more
 */
public record JobRow(Job job, String about) {

  /** Returns a job on the page of what it is about. */
  public JobRow(Job job) {
    this(job, "");
  }

  /** Returns what the job does, such as {@code Rename organisation}. */
  public String words() {
    String words = job.kind().name().replace('_', ' ').toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Returns whether the job is not done yet. */
  public boolean isOpen() {
    return job.state() == Job.State.OPEN;
  }

  /** Returns the progress in words; a job that is done has nothing approximate. */
  public String progress() {
    return isOpen() ? job.done() + " of about " + job.estimate() : job.done() + " of " + job.done();
  }
}
