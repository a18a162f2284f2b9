/** The operations on events. */
@NullMarked
package dev.orgtable.history;

import org.jspecify.annotations.NullMarked;
