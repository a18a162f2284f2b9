/** The numbers of members and invitations, and their limit, over HTTP. */
@NullMarked
package dev.orgtable.server.seats;

import org.jspecify.annotations.NullMarked;
