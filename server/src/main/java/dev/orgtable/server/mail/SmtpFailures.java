package dev.orgtable.server.mail;

import dev.orgtable.job.MailFailure;
import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/** Classifies SMTP failures: whether to retry, and the message for people. */
final class SmtpFailures {

  /** Finds the server's reply in an exception's message: it begins with the reply code. */
  private static final Pattern REPLY = Pattern.compile("(?m)^([45])\\d\\d[ -].*$");

  private static final Set<String> CONTENT = Set.of("DATA", ".");
  private static final int LONGEST = 200;

  /** Failures that the operator must fix, not the invitee: login, relay, policy (RFC 3463, X.7). */
  private static final Pattern OURS = Pattern.compile("53\\d[ -].*|5\\d\\d[ -]5\\.7\\..*");

  private SmtpFailures() {}

  /**
   * Returns whether only closing the connection failed. The mail server has accepted the mail by
   * then; a retry would deliver it twice.
   */
  static boolean isOfTheGoodbye(MailException e) {
    return e instanceof MailSendException sending
        && sending.getFailedMessages().isEmpty()
        && sending.getMessageExceptions().length == 0;
  }

  static MailFailure of(MailException e) {
    if (e instanceof MailAuthenticationException) {
      return new MailFailure("login refused by the mail server", false, e);
    }
    Optional<MessagingException> cause = messaging(e);
    Optional<Matcher> reply = cause.flatMap(SmtpFailures::reply);
    if (reply.isPresent()) {
      String said = reply.get().group().replaceAll("\\p{Cntrl}", " ").strip();
      return new MailFailure(
          "mail server replied: " + said.substring(0, Math.min(LONGEST, said.length())),
          reply.get().group(1).equals("5") && cause.filter(SmtpFailures::isOfTheMail).isPresent(),
          e);
    }
    return new MailFailure("mail server unreachable", false, e);
  }

  /** A refused sender or login affects every mail until the operator fixes it. */
  private static boolean isOfTheMail(MessagingException first) {
    Exception each = first;
    while (each instanceof MessagingException messaging) {
      boolean ofAddress = messaging instanceof SMTPAddressFailedException;
      boolean ofContent =
          messaging instanceof SMTPSendFailedException sending
              && CONTENT.contains(sending.getCommand());
      if ((ofAddress || ofContent)
          && !OURS.matcher(String.valueOf(messaging.getMessage()).strip()).lookingAt()) {
        return true;
      }
      each = messaging.getNextException();
    }
    return false;
  }

  private static Optional<MessagingException> messaging(MailException e) {
    Throwable cause =
        e instanceof MailSendException sending && sending.getMessageExceptions().length > 0
            ? sending.getMessageExceptions()[0]
            : e.getCause();
    return cause instanceof MessagingException messaging
        ? Optional.of(messaging)
        : Optional.empty();
  }

  /** Returns the last reply in the chain of exceptions, which concerns the recipient. */
  private static Optional<Matcher> reply(MessagingException first) {
    Optional<Matcher> found = Optional.empty();
    Exception each = first;
    while (each instanceof MessagingException messaging) {
      Matcher matcher = REPLY.matcher(String.valueOf(messaging.getMessage()));
      if (matcher.find()) {
        found = Optional.of(matcher);
      }
      each = messaging.getNextException();
    }
    return found;
  }
}
