/** Slow callers, and what they cannot stop. */
@NullMarked
package dev.orgtable.server.transfer;

import org.jspecify.annotations.NullMarked;
