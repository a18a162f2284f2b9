/**
 * The contracts that hold on any engine, with the people, clock, fixture and faults that they need.
 */
@NullMarked
package dev.orgtable.testkit;

import org.jspecify.annotations.NullMarked;
