/** Who makes a request, and the one table of what each caller may do. */
@NullMarked
package dev.orgtable.server.caller;

import org.jspecify.annotations.NullMarked;
