package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How mails are sent.
 *
 * @param host the mail server's name or address
 * @param port 1 to 65535
 * @param security how the connection is kept secret
 * @param login as whom, if the mail server asks for that
 * @param from the sender: an address, or a name and an address in angle brackets
 * @param templates a directory whose templates stand in for the built-in ones
 */
public record MailSettings(
    String host,
    int port,
    Security security,
    Optional<Login> login,
    String from,
    Optional<Path> templates) {

  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks the bounds.
   *
   * @throws InvalidInput if one is out of range, the sender is no address, or a password would go
   *     in the clear
   */
  public MailSettings {
    if (host.isBlank()) {
      throw new InvalidInput("host", "must not be empty");
    }
    if (port < 1 || port > HIGHEST_PORT) {
      throw new InvalidInput("port", "must be 1 to " + HIGHEST_PORT);
    }
    if (security == Security.NONE && login.isPresent()) {
      throw new InvalidInput(
          "login", "must be left out without TLS, or the password would go in the clear");
    }
    if (!isSender(from)) {
      throw new InvalidInput(
          "from", "must be an address, or a name and an address in angle brackets, not " + from);
    }
  }

  private static boolean isSender(String text) {
    try {
      return new InternetAddress(text, true).getAddress().indexOf('@') > 0;
    } catch (AddressException e) {
      return false;
    }
  }

  /** How a connection to a mail server is kept secret. */
  public enum Security {
    /** It begins in the clear and goes on in TLS, or not at all. */
    STARTTLS,
    /** It is TLS from the beginning. */
    IMPLICIT,
    /** It is not: for a mail server on the same machine. */
    NONE
  }

  /**
   * A user of the mail server.
   *
   * @param user its name
   * @param password its password
   */
  public record Login(String user, String password) {

    /** Returns the user, not the password. */
    @Override
    public String toString() {
      return user;
    }
  }
}
