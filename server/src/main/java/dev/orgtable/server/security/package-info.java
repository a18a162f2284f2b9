/** Who calls, and what each caller may do. */
@NullMarked
package dev.orgtable.server.security;

import org.jspecify.annotations.NullMarked;
