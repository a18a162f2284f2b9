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

/** What a mail server's answer means: whether to try again, and what people are told. */
final class SmtpFailures {

  /** Where the mail server's own reply stands in the text of an exception: its code first. */
  private static final Pattern REPLY = Pattern.compile("(?m)^([45])\\d\\d[ -].*$");

  private static final Set<String> CONTENT = Set.of("DATA", ".");
  private static final int LONGEST = 200;

  /** What the operator has to mend, not the invitee: a login, a relay, a policy (RFC 3463, X.7). */
  private static final Pattern OURS = Pattern.compile("53\\d[ -].*|5\\d\\d[ -]5\\.7\\..*");

  private SmtpFailures() {}

  /**
   * Returns whether only the end of the connection failed: the mail server has taken the mail by
   * then, and would get it twice.
   */
  static boolean isOfTheGoodbye(MailException e) {
    return e instanceof MailSendException sending
        && sending.getFailedMessages().isEmpty()
        && sending.getMessageExceptions().length == 0;
  }

  static MailFailure of(MailException e) {
    if (e instanceof MailAuthenticationException) {
      return new MailFailure("the mail server refused the login", false, e);
    }
    Optional<MessagingException> cause = messaging(e);
    Optional<Matcher> reply = cause.flatMap(SmtpFailures::reply);
    if (reply.isPresent()) {
      String said = reply.get().group().replaceAll("\\p{Cntrl}", " ").strip();
      return new MailFailure(
          "the mail server answered: " + said.substring(0, Math.min(LONGEST, said.length())),
          reply.get().group(1).equals("5") && cause.filter(SmtpFailures::isOfTheMail).isPresent(),
          e);
    }
    return new MailFailure("the mail server cannot be reached", false, e);
  }

  /** A sender or a login that is refused is refused for every mail, until somebody mends that. */
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

  /** Returns the last reply in the chain of exceptions: the one about the very address. */
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
