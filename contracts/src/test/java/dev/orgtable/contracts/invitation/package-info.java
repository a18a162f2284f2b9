/** The contract of invitations and their tokens. */
@NullMarked
package dev.orgtable.contracts.invitation;

import org.jspecify.annotations.NullMarked;
