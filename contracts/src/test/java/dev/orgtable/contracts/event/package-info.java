/** The contracts of events. */
@NullMarked
package dev.orgtable.contracts.event;

import org.jspecify.annotations.NullMarked;
