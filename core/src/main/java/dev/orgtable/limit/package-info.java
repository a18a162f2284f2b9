/** How many members and invitations an organisation has, and how many it may have. */
@NullMarked
package dev.orgtable.limit;

import org.jspecify.annotations.NullMarked;
