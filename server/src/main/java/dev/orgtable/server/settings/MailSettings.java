package dev.orgtable.server.settings;

import dev.orgtable.InvalidInput;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of the mail server.
 *
 * @param host the mail server's host name or IP address
 * @param port 1 to 65535
 * @param security how the connection is encrypted
 * @param login the credentials; empty if the mail server needs none
 * @param from the sender: an address, or a name followed by an address in angle brackets
 * @param templates a directory of templates that replace the built-in ones
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
   * Validates the settings.
   *
   * @throws InvalidInput if a number is out of range, the sender is not an address, or the password
   *     would be sent unencrypted
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
          "login", "must be omitted without TLS, since the password would be sent unencrypted");
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

  /** The encryption of the connection to a mail server. */
  public enum Security {
    /** STARTTLS, required: the connection fails if the server does not offer it. */
    STARTTLS,
    /** TLS from the start of the connection. */
    IMPLICIT,
    /** No encryption: for a mail server on the same machine. */
    NONE
  }

  /**
   * The credentials for the mail server.
   *
   * @param user the user name
   * @param password the password
   */
  public record Login(String user, String password) {

    /** Returns the user without the password. */
    @Override
    public String toString() {
      return user;
    }
  }
}
