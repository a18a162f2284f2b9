/** The contract of queues of events, and of their delivery. */
@NullMarked
package dev.orgtable.contracts.delivery;

import org.jspecify.annotations.NullMarked;
