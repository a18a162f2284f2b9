/** The OpenAPI description, and the page that shows it. */
@NullMarked
package dev.orgtable.server.openapi;

import org.jspecify.annotations.NullMarked;
