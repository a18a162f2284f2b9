/** The AuthZEN Authorization API 1.0: evaluations and searches. */
@NullMarked
package dev.orgtable.server.authzen;

import org.jspecify.annotations.NullMarked;
