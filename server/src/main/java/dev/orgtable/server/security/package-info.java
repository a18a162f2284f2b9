/** How a credential is checked, and the rights of whoever shows it. */
@NullMarked
package dev.orgtable.server.security;

import org.jspecify.annotations.NullMarked;
