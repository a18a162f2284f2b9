/** The program {@code orgtable}. */
@NullMarked
package dev.orgtable.cli;

import org.jspecify.annotations.NullMarked;
