/**
 * One class per record type, with its keys, attributes, writes and conditions. Public only for the
 * other packages of this library; not part of the API.
 */
@NullMarked
package dev.orgtable.internal.record;

import org.jspecify.annotations.NullMarked;
