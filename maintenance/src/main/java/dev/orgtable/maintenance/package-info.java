/**
 * The work on a whole table, which no request needs: see {@link
 * dev.orgtable.maintenance.Maintenance}.
 */
@NullMarked
package dev.orgtable.maintenance;

import org.jspecify.annotations.NullMarked;
