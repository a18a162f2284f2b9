/** Organisations over HTTP. */
@NullMarked
package dev.orgtable.server.organisation;

import org.jspecify.annotations.NullMarked;
