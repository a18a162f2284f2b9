package dev.orgtable.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a request to deliver failed events again came to.
 *
 * @param events how many are delivered again: those that had failed, and those whose next attempt
 *     was to be made later, which is made now
 * @param next the time of the event from which on to continue; null if all are delivered again
 */
public record WebhookReplay(int events, @Nullable Instant next) {}
