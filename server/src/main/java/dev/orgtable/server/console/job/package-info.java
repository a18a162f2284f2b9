/** The pages of jobs. */
@NullMarked
package dev.orgtable.server.console.job;

import org.jspecify.annotations.NullMarked;
