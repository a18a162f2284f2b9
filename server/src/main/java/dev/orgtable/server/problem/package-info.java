/** What a caller is told when a request cannot be answered. */
@NullMarked
package dev.orgtable.server.problem;

import org.jspecify.annotations.NullMarked;
