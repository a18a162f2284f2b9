/** API keys over HTTP. */
@NullMarked
package dev.orgtable.server.key;

import org.jspecify.annotations.NullMarked;
