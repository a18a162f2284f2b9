/** How bodies arrive and answers leave: no slow caller holds a thread, or memory without bound. */
@NullMarked
package dev.orgtable.server.transfer;

import org.jspecify.annotations.NullMarked;
