/** Requests to a running server. */
@NullMarked
package dev.orgtable.cli.remote;

import org.jspecify.annotations.NullMarked;
