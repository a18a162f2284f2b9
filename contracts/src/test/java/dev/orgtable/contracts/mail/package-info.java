/** The contract of the mails of invitations. */
@NullMarked
package dev.orgtable.contracts.mail;

import org.jspecify.annotations.NullMarked;
