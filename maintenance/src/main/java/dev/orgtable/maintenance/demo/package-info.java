/** Generated demo data: what {@code orgtable demo} writes to an empty table. */
@NullMarked
package dev.orgtable.maintenance.demo;

import org.jspecify.annotations.NullMarked;
