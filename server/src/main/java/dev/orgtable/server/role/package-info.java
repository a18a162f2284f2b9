/** The roles of the application over HTTP, and the groups that callers may name. */
@NullMarked
package dev.orgtable.server.role;

import org.jspecify.annotations.NullMarked;
