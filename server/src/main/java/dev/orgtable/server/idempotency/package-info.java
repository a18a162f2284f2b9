/**
 * Idempotent {@code POST} operations: executed once per {@code Idempotency-Key}, with the same
 * response each time.
 */
@NullMarked
package dev.orgtable.server.idempotency;

import org.jspecify.annotations.NullMarked;
