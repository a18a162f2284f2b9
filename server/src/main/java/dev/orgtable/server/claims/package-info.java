/** Claims of tokens over HTTP. */
@NullMarked
package dev.orgtable.server.claims;

import org.jspecify.annotations.NullMarked;
