/** Tests of webhooks. */
@NullMarked
package dev.orgtable.server.webhook;

import org.jspecify.annotations.NullMarked;
