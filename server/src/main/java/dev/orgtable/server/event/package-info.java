/** The logs of events. */
@NullMarked
package dev.orgtable.server.event;

import org.jspecify.annotations.NullMarked;
