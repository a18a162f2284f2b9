/** The description of the API, and its page. */
@NullMarked
package dev.orgtable.server.openapi;

import org.jspecify.annotations.NullMarked;
