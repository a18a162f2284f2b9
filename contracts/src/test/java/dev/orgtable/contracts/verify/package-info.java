/** What the verifier names, and what the repair makes of it. */
@NullMarked
package dev.orgtable.contracts.verify;

import org.jspecify.annotations.NullMarked;
