/**
 * The fault endpoint: a proxy between a client and an engine that makes things go wrong, call by
 * call.
 */
@NullMarked
package dev.orgtable.testkit.fault;

import org.jspecify.annotations.NullMarked;
