/** Access rules and credentials, tested over HTTP. */
@NullMarked
package dev.orgtable.server.security;

import org.jspecify.annotations.NullMarked;
