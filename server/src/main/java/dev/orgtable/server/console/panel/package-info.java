/** The table as it lies below a page, and what an action did to it. */
@NullMarked
package dev.orgtable.server.console.panel;

import org.jspecify.annotations.NullMarked;
