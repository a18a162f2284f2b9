/** What is promised of invitations and of their tokens. */
@NullMarked
package dev.orgtable.contracts.invitation;

import org.jspecify.annotations.NullMarked;
