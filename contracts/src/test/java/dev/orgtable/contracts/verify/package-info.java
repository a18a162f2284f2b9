/** The contract of the verifier and the repair. */
@NullMarked
package dev.orgtable.contracts.verify;

import org.jspecify.annotations.NullMarked;
