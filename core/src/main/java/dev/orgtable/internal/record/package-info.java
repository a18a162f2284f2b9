/**
 * One file for each type of record: where its records stand, what they hold, and which writes and
 * conditions belong to them. Public for the other packages of this library only.
 */
@NullMarked
package dev.orgtable.internal.record;

import org.jspecify.annotations.NullMarked;
