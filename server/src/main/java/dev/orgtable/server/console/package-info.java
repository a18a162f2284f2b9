/** The console: pages for people, on the same store and under the same rights as the API. */
@NullMarked
package dev.orgtable.server.console;

import org.jspecify.annotations.NullMarked;
