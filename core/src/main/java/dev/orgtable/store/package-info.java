/**
 * How it is kept: the operations, the records of the one table, and the transactions that keep its
 * promises.
 */
@NullMarked
package dev.orgtable.store;

import org.jspecify.annotations.NullMarked;
