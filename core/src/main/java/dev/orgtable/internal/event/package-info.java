/** The records of events. */
@NullMarked
package dev.orgtable.internal.event;

import org.jspecify.annotations.NullMarked;
