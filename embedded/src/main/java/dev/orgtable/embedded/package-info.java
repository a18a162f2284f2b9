/**
 * DynamoDB Local embedded in this process: for trying things out, for tests, and for a single
 * machine.
 */
@NullMarked
package dev.orgtable.embedded;

import org.jspecify.annotations.NullMarked;
