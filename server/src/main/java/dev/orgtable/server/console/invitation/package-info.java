/** The page of an invitation link. */
@NullMarked
package dev.orgtable.server.console.invitation;

import org.jspecify.annotations.NullMarked;
