/**
 * Workers in processes of their own, ended by {@code kill -9}, and what is promised of long work
 * all the same. Whoever starts the engine waits here; the processes know nothing but its address.
 */
@NullMarked
package dev.orgtable.contracts.crash;

import org.jspecify.annotations.NullMarked;
