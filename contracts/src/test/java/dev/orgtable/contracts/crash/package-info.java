/**
 * The contract of background jobs when worker processes are ended by {@code kill -9}. The engine
 * runs in the test's process; the workers only know its address.
 */
@NullMarked
package dev.orgtable.contracts.crash;

import org.jspecify.annotations.NullMarked;
