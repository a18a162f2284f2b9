/**
 * Embedded engines: Dynoxide in a process of its own, or DynamoDB Local in this one. For trying
 * things out, for tests, and for a single machine.
 */
@NullMarked
package dev.orgtable.embedded;

import org.jspecify.annotations.NullMarked;
