/** Long work as callers see it. */
@NullMarked
package dev.orgtable.server.job;

import org.jspecify.annotations.NullMarked;
