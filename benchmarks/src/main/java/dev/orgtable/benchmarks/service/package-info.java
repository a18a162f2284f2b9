/** What the HTTP service adds to the requests below it. */
@NullMarked
package dev.orgtable.benchmarks.service;

import org.jspecify.annotations.NullMarked;
