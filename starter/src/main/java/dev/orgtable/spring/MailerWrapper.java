package dev.orgtable.spring;

import dev.orgtable.job.Mailer;
import java.util.function.UnaryOperator;

/** Wraps the application's mailer, to count its mails. */
interface MailerWrapper extends UnaryOperator<Mailer> {}
