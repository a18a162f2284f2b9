/** Who may do what, tried from outside. */
@NullMarked
package dev.orgtable.server.security;

import org.jspecify.annotations.NullMarked;
