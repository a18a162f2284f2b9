/** The logs of events over HTTP. */
@NullMarked
package dev.orgtable.server.event;

import org.jspecify.annotations.NullMarked;
