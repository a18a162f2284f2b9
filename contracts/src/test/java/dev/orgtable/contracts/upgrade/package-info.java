/** The contract of reading and upgrading the table of the original Go program. */
@NullMarked
package dev.orgtable.contracts.upgrade;

import org.jspecify.annotations.NullMarked;
