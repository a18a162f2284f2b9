/** The contracts of endpoints of webhooks. */
@NullMarked
package dev.orgtable.contracts.webhook;

import org.jspecify.annotations.NullMarked;
