/**
 * Classes shared by operations, background tasks and maintenance. Public only for the other
 * packages of this library; not part of the API.
 */
@NullMarked
package dev.orgtable.internal;

import org.jspecify.annotations.NullMarked;
