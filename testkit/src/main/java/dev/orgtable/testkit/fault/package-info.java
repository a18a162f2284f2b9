/** Fault injection: a proxy between a client and an engine that makes individual calls fail. */
@NullMarked
package dev.orgtable.testkit.fault;

import org.jspecify.annotations.NullMarked;
