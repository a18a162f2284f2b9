/** How events get to those who asked for them: destinations, and the queues of deliveries. */
@NullMarked
package dev.orgtable.internal.delivery;

import org.jspecify.annotations.NullMarked;
