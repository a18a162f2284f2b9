/**
 * DynamoDB Local in this process: the engine for the first minutes, for tests and for one machine.
 */
@NullMarked
package dev.orgtable.embedded;

import org.jspecify.annotations.NullMarked;
