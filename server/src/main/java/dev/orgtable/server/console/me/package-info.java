/** The pages of the signed-in person. */
@NullMarked
package dev.orgtable.server.console.me;

import org.jspecify.annotations.NullMarked;
