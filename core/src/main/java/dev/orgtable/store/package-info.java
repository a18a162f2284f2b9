/**
 * The entry points {@link dev.orgtable.store.Orgtable} and its stores, and the operations behind
 * them.
 */
@NullMarked
package dev.orgtable.store;

import org.jspecify.annotations.NullMarked;
