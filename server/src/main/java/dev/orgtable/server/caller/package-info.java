/** The caller of a request, and the table of access rules. */
@NullMarked
package dev.orgtable.server.caller;

import org.jspecify.annotations.NullMarked;
