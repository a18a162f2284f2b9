/** Users over HTTP. */
@NullMarked
package dev.orgtable.server.user;

import org.jspecify.annotations.NullMarked;
