/** The groups of organisations that have a record, over HTTP. */
@NullMarked
package dev.orgtable.server.group;

import org.jspecify.annotations.NullMarked;
