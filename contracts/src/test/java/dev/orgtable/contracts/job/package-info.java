/** What is promised of background jobs, and of what happens beside them. */
@NullMarked
package dev.orgtable.contracts.job;

import org.jspecify.annotations.NullMarked;
