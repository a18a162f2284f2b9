/** What a signed-in person sees of itself. */
@NullMarked
package dev.orgtable.server.console.me;

import org.jspecify.annotations.NullMarked;
