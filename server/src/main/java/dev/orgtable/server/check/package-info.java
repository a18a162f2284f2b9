/** Membership checks over HTTP. */
@NullMarked
package dev.orgtable.server.check;

import org.jspecify.annotations.NullMarked;
