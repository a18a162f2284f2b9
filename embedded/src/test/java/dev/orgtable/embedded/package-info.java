/** Tests of the embedded engine: durability, refusals, isolation. */
@NullMarked
package dev.orgtable.embedded;

import org.jspecify.annotations.NullMarked;
