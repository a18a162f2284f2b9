/** Background jobs over HTTP. */
@NullMarked
package dev.orgtable.server.job;

import org.jspecify.annotations.NullMarked;
