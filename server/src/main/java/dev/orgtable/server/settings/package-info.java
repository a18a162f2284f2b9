/** How the server works, as whoever starts it says. */
@NullMarked
package dev.orgtable.server.settings;

import org.jspecify.annotations.NullMarked;
