/**
 * Maintenance of a whole table, not needed to serve requests: see {@link
 * dev.orgtable.maintenance.Maintenance}.
 */
@NullMarked
package dev.orgtable.maintenance;

import org.jspecify.annotations.NullMarked;
