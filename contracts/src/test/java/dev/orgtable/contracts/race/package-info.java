/** The contract of concurrent changes by several processes. */
@NullMarked
package dev.orgtable.contracts.race;

import org.jspecify.annotations.NullMarked;
