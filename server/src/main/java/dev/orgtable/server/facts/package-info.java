/** Facts of the application over HTTP. */
@NullMarked
package dev.orgtable.server.facts;

import org.jspecify.annotations.NullMarked;
