package dev.orgtable.cli;

import dev.orgtable.job.MailLimits;
import dev.orgtable.server.settings.InvitationSettings;
import dev.orgtable.server.settings.MailSettings;
import dev.orgtable.server.settings.MailSettings.Login;
import dev.orgtable.server.settings.MailSettings.Security;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How invitations reach people. */
final class InvitationOptions {

  private static final String PASSWORD = "ORGTABLE_SMTP_PASSWORD";
  private static final int SUBMISSION = 587;
  private static final int SUBMISSION_IN_TLS = 465;
  private static final int PLAIN = 25;

  @Option(
      names = "--smtp-host",
      paramLabel = "HOST",
      description = "Mail invitations through this mail server.")
  private @Nullable String host;

  @Option(
      names = "--smtp-port",
      paramLabel = "PORT",
      description = "Its port (default: 587; 465 with implicit TLS, 25 without TLS).")
  private @Nullable Integer port;

  @Option(
      names = "--smtp-tls",
      paramLabel = "HOW",
      defaultValue = "starttls",
      description = "starttls (default), implicit, or none.")
  private Security security = Security.STARTTLS;

  @Option(
      names = "--smtp-user",
      paramLabel = "NAME",
      description = "As whom to send; the password is in " + PASSWORD + " or in a file.")
  private @Nullable String user;

  @Option(
      names = "--smtp-password-file",
      paramLabel = "FILE",
      description = "The password of --smtp-user.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = "The sender: an address, or 'Name <address>'.")
  private @Nullable String from;

  @Option(
      names = "--mail-templates",
      paramLabel = "DIR",
      description =
          "Templates in the place of the built-in ones: invitation.subject.txt, invitation.txt,"
              + " invitation.html.")
  private @Nullable Path templates;

  @Option(
      names = "--invitation-url",
      paramLabel = "URL",
      description =
          "What an invitation links to, with {token} in the token's place; the console's page"
              + " unless said.")
  private @Nullable String link;

  @Option(
      names = "--open-invitations",
      paramLabel = "COUNT",
      defaultValue = "" + InvitationSettings.OPEN,
      description = "How many invitations one organisation may have open (${DEFAULT-VALUE}).")
  private int open;

  @Option(
      names = "--mails-per-hour",
      paramLabel = "COUNT",
      defaultValue = "20",
      description = "Mails to one address in an hour; others wait (default: ${DEFAULT-VALUE}).")
  private int mailsToAddress;

  @Option(
      names = "--mails-per-hour-by-person",
      paramLabel = "COUNT",
      defaultValue = "100",
      description =
          "Mails of invitations that one person makes in an hour; others wait (default:"
              + " ${DEFAULT-VALUE}).")
  private int mailsByPerson;

  @Option(
      names = "--mails-per-hour-in-all",
      paramLabel = "COUNT",
      defaultValue = "10000",
      description = "Mails in an hour; others wait (default: ${DEFAULT-VALUE}).")
  private int mailsInAll;

  /**
   * Returns what was said.
   *
   * @param publicUrl where people reach the server, if that was said
   * @throws ParameterException if a value is out of range
   */
  InvitationSettings settings(CommandSpec spec, Optional<URI> publicUrl) {
    Optional<MailSettings> mail = mail(spec);
    Optional<String> page = link(publicUrl);
    if (mail.isPresent() && page.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--smtp-host needs --public-url or --invitation-url: where what is mailed leads");
    }
    return Misuse.named(
        spec,
        Map.of(
            "link",
            link == null ? "--public-url" : "--invitation-url",
            "open",
            "--open-invitations",
            "toAddress",
            "--mails-per-hour",
            "byPerson",
            "--mails-per-hour-by-person",
            "inAll",
            "--mails-per-hour-in-all"),
        () ->
            new InvitationSettings(
                mail, page, open, new MailLimits(mailsToAddress, mailsByPerson, mailsInAll)));
  }

  private Optional<String> link(Optional<URI> publicUrl) {
    return Optional.ofNullable(link)
        .or(
            () ->
                publicUrl.map(
                    base ->
                        base.toString().replaceAll("/+$", "")
                            + "/invitation?token="
                            + InvitationSettings.TOKEN));
  }

  private Optional<MailSettings> mail(CommandSpec spec) {
    if (host == null) {
      if (port != null
          || user != null
          || passwordFile != null
          || from != null
          || templates != null) {
        throw new ParameterException(
            spec.commandLine(), "the options of mail need --smtp-host, which sends them");
      }
      return Optional.empty();
    }
    if (from == null) {
      throw new ParameterException(spec.commandLine(), "--smtp-host needs --mail-from");
    }
    int usual =
        switch (security) {
          case STARTTLS -> SUBMISSION;
          case IMPLICIT -> SUBMISSION_IN_TLS;
          case NONE -> PLAIN;
        };
    String server = host;
    String sender = from;
    return Optional.of(
        Misuse.named(
            spec,
            Map.of(
                "host",
                "--smtp-host",
                "port",
                "--smtp-port",
                "login",
                "--smtp-user",
                "from",
                "--mail-from"),
            () ->
                new MailSettings(
                    server,
                    Objects.requireNonNullElse(port, usual),
                    security,
                    login(spec),
                    sender,
                    Optional.ofNullable(templates))));
  }

  private Optional<Login> login(CommandSpec spec) {
    if (user == null) {
      if (passwordFile != null) {
        throw new ParameterException(spec.commandLine(), "--smtp-password-file needs --smtp-user");
      }
      return Optional.empty();
    }
    return Optional.of(new Login(user, password(spec)));
  }

  private String password(CommandSpec spec) {
    if (passwordFile != null) {
      try {
        return Files.readString(passwordFile).strip();
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(), "--smtp-password-file cannot be read: " + passwordFile, e);
      }
    }
    String password = System.getenv(PASSWORD);
    if (password == null || password.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--smtp-user needs a password: in " + PASSWORD + " or --smtp-password-file");
    }
    return password;
  }
}
