/** Which HTTP client below the SDK, and which settings of it, take how much. */
@NullMarked
package dev.orgtable.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
