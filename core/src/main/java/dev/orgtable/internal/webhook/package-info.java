/** The records of endpoints of webhooks. */
@NullMarked
package dev.orgtable.internal.webhook;

import org.jspecify.annotations.NullMarked;
