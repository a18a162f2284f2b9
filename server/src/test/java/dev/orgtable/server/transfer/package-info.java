/** Slow callers and protection against them. */
@NullMarked
package dev.orgtable.server.transfer;

import org.jspecify.annotations.NullMarked;
