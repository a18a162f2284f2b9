/** Pages of events: who did what, and when. */
@NullMarked
package dev.orgtable.server.console.event;

import org.jspecify.annotations.NullMarked;
