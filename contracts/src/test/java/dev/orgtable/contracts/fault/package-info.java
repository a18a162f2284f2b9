/**
 * The contract of every operation when requests fail or are repeated, or records are unreadable.
 */
@NullMarked
package dev.orgtable.contracts.fault;

import org.jspecify.annotations.NullMarked;
