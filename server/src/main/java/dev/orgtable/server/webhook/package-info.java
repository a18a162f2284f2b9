/** Webhooks: their endpoints, and the requests that tell them of events. */
@NullMarked
package dev.orgtable.server.webhook;

import org.jspecify.annotations.NullMarked;
