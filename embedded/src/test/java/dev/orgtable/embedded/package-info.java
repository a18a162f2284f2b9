/** The embedded engine by itself: what it keeps, what it refuses, what it leaves alone. */
@NullMarked
package dev.orgtable.embedded;

import org.jspecify.annotations.NullMarked;
