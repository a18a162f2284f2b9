/** A {@code POST} is done once for an {@code Idempotency-Key}, and answered alike each time. */
@NullMarked
package dev.orgtable.server.idempotency;

import org.jspecify.annotations.NullMarked;
