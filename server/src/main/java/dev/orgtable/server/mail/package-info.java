/** The mails of invitations: their text, and how they are handed to a mail server. */
@NullMarked
package dev.orgtable.server.mail;

import org.jspecify.annotations.NullMarked;
