/** The contract of the table as a whole: its schema, pages, costs and foreign items. */
@NullMarked
package dev.orgtable.contracts.table;

import org.jspecify.annotations.NullMarked;
