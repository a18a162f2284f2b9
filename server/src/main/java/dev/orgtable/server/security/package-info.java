/** Authentication of credentials, and enforcement of access rules. */
@NullMarked
package dev.orgtable.server.security;

import org.jspecify.annotations.NullMarked;
