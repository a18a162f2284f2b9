/** Signing in to the console and out of it. */
@NullMarked
package dev.orgtable.server.console.signin;

import org.jspecify.annotations.NullMarked;
