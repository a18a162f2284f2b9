/** The console: web pages on the same store and the same access rules as the API. */
@NullMarked
package dev.orgtable.server.console;

import org.jspecify.annotations.NullMarked;
