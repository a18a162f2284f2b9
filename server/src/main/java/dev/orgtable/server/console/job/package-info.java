/** The pages of long work. */
@NullMarked
package dev.orgtable.server.console.job;

import org.jspecify.annotations.NullMarked;
