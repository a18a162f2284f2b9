/** Invitation mails: rendering, and sending by SMTP. */
@NullMarked
package dev.orgtable.server.mail;

import org.jspecify.annotations.NullMarked;
