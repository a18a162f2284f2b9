/** Endpoints that are told of events by HTTP requests: webhooks. */
@NullMarked
package dev.orgtable.webhook;

import org.jspecify.annotations.NullMarked;
