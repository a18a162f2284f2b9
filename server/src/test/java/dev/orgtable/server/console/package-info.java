/** The console, tested in a browser. */
@NullMarked
package dev.orgtable.server.console;

import org.jspecify.annotations.NullMarked;
