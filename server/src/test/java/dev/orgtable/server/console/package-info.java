/** The console, as people see it in a browser. */
@NullMarked
package dev.orgtable.server.console;

import org.jspecify.annotations.NullMarked;
