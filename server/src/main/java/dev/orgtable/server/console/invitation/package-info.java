/** The page that the link of an invitation leads to. */
@NullMarked
package dev.orgtable.server.console.invitation;

import org.jspecify.annotations.NullMarked;
