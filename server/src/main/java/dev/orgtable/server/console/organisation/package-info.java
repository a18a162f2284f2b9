/** The pages of organisations. */
@NullMarked
package dev.orgtable.server.console.organisation;

import org.jspecify.annotations.NullMarked;
