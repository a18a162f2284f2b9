/** Events: what was changed, when, by whom and why. */
@NullMarked
package dev.orgtable.event;

import org.jspecify.annotations.NullMarked;
