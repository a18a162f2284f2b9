/**
 * What is promised of the table as a whole: its schema, its pages, its costs, and what others wrote
 * into it.
 */
@NullMarked
package dev.orgtable.contracts.table;

import org.jspecify.annotations.NullMarked;
