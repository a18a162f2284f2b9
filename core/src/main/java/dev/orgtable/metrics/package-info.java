/**
 * Metrics and traces by Micrometer, which applications add themselves: {@code
 * io.micrometer:micrometer-core}.
 */
@NullMarked
package dev.orgtable.metrics;

import org.jspecify.annotations.NullMarked;
