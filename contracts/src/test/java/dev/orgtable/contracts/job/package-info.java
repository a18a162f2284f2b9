/** The contract of background jobs, and of operations concurrent with them. */
@NullMarked
package dev.orgtable.contracts.job;

import org.jspecify.annotations.NullMarked;
