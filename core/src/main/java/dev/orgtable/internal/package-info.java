/**
 * What operations, background tasks and maintenance share. Public for the other packages of this
 * library only.
 */
@NullMarked
package dev.orgtable.internal;

import org.jspecify.annotations.NullMarked;
