/** Invitations over HTTP. */
@NullMarked
package dev.orgtable.server.invitation;

import org.jspecify.annotations.NullMarked;
