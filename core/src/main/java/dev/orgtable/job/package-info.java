/** Background work: jobs over many records, and the mails and the removal of invitations. */
@NullMarked
package dev.orgtable.job;

import org.jspecify.annotations.NullMarked;
