/** The operations on endpoints of webhooks, and the delivery of events to them. */
@NullMarked
package dev.orgtable.webhook.store;

import org.jspecify.annotations.NullMarked;
