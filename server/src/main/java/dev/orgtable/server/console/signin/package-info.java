/** Signing in to the console, and out. */
@NullMarked
package dev.orgtable.server.console.signin;

import org.jspecify.annotations.NullMarked;
