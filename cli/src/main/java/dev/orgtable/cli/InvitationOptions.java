package dev.orgtable.cli;

import dev.orgtable.job.MailLimits;
import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.Colour;
import dev.orgtable.server.settings.InvitationSettings;
import dev.orgtable.server.settings.Logo;
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

/** Options for invitations and their mails. */
final class InvitationOptions {

  /** The environment variable with the password of the mail server. */
  static final String PASSWORD = "ORGTABLE_SMTP_PASSWORD";

  private static final int SUBMISSION = 587;
  private static final int SUBMISSION_IN_TLS = 465;
  private static final int PLAIN = 25;

  @Option(
      names = "--smtp-host",
      paramLabel = "HOST",
      description = "Mail server for sending invitations.")
  private @Nullable String host;

  @Option(
      names = "--smtp-port",
      paramLabel = "PORT",
      description =
          "Port of the mail server (default: 587; 465 with implicit TLS, 25 without TLS).")
  private @Nullable Integer port;

  @Option(
      names = "--smtp-tls",
      paramLabel = "HOW",
      defaultValue = "starttls",
      description = "TLS mode: starttls (default), implicit, or none.")
  private Security security = Security.STARTTLS;

  @Option(
      names = "--smtp-user",
      paramLabel = "NAME",
      description = "User of the mail server; the password is in " + PASSWORD + " or in a file.")
  private @Nullable String user;

  @Option(
      names = "--smtp-password-file",
      paramLabel = "FILE",
      description = "File with the password of --smtp-user.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = "Sender: an address, or 'Name <address>'.")
  private @Nullable String from;

  @Option(
      names = "--mail-templates",
      paramLabel = "DIR",
      description =
          "Directory of templates that replace the built-in invitation.subject.txt, invitation.txt,"
              + " invitation.html.")
  private @Nullable Path templates;

  @Option(
      names = "--invitation-url",
      paramLabel = "URL",
      description =
          "Link in invitations, with {token} as the placeholder (default: a page of the"
              + " console).")
  private @Nullable String link;

  @Option(
      names = "--brand-name",
      paramLabel = "NAME",
      description = "Name of your product on the page of an invitation, and in its mail.")
  private @Nullable String brandName;

  @Option(
      names = "--brand-logo",
      paramLabel = "FILE",
      description =
          "Logo, shown beside --brand-name: PNG, JPEG, WebP or SVG, at most 256 KB. Mails leave out an"
              + " SVG.")
  private @Nullable Path brandLogo;

  @Option(
      names = "--brand-colour",
      paramLabel = "RRGGBB",
      description =
          "Colour of the button on that page and in the mail, such as 0b7a75. Its text is white or"
              + " black, whichever can be read.")
  private @Nullable String brandColour;

  @Option(
      names = "--open-invitations",
      paramLabel = "COUNT",
      defaultValue = "" + InvitationSettings.OPEN,
      description = "Maximum open invitations per organisation (default: ${DEFAULT-VALUE}).")
  private int open;

  @Option(
      names = "--mails-per-hour",
      paramLabel = "COUNT",
      defaultValue = "20",
      description =
          "Maximum mails per recipient and hour; others wait (default: ${DEFAULT-VALUE}).")
  private int mailsToAddress;

  @Option(
      names = "--mails-per-hour-by-person",
      paramLabel = "COUNT",
      defaultValue = "100",
      description =
          "Maximum mails per inviting person and hour; others wait (default:"
              + " ${DEFAULT-VALUE}).")
  private int mailsByPerson;

  @Option(
      names = "--mails-per-hour-in-all",
      paramLabel = "COUNT",
      defaultValue = "10000",
      description = "Maximum mails per hour; others wait (default: ${DEFAULT-VALUE}).")
  private int mailsInAll;

  /**
   * Returns the settings.
   *
   * @param publicUrl the public URL, if given
   * @throws ParameterException if a value is out of range
   */
  InvitationSettings settings(CommandSpec spec, Optional<URI> publicUrl) {
    Optional<MailSettings> mail = mail(spec);
    Optional<String> page = link(publicUrl);
    if (mail.isPresent() && page.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--smtp-host needs --public-url or --invitation-url for the link in the mails");
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
                mail,
                page,
                open,
                new MailLimits(mailsToAddress, mailsByPerson, mailsInAll),
                brand(spec)));
  }

  private Brand brand(CommandSpec spec) {
    return Misuse.named(
        spec,
        Map.of("name", "--brand-name", "logo", "--brand-logo", "colour", "--brand-colour"),
        () ->
            new Brand(
                Objects.requireNonNullElse(brandName, ""),
                Optional.ofNullable(brandLogo).map(Logo::read),
                Optional.ofNullable(brandColour).map(Colour::new)));
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
        throw new ParameterException(spec.commandLine(), "mail options need --smtp-host");
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
            spec.commandLine(), "cannot read --smtp-password-file " + passwordFile, e);
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
