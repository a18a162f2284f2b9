package dev.orgtable.server.mail;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.OrgtableException;
import dev.orgtable.job.InvitationMail;
import dev.orgtable.job.MailFailure;
import dev.orgtable.job.Mailer;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.Logo;
import dev.orgtable.server.settings.MailSettings;
import dev.orgtable.server.settings.MailSettings.Security;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends invitation mails by SMTP. */
final class SmtpMailer implements Mailer {

  private static final String CONNECT_MILLIS = "5000";
  private static final String ANSWER_MILLIS = "15000";

  private static final String LOGO = "logo";

  private final JavaMailSenderImpl smtp = new JavaMailSenderImpl();
  private final InternetAddress from;
  private final MailTemplates templates;
  private final InvitationLinks links;
  private final Brand brand;
  private final GroupLabels labels;

  /**
   * Creates a mailer. Does not connect yet.
   *
   * @throws IllegalArgumentException if the sender is not an address
   */
  SmtpMailer(
      MailSettings settings,
      MailTemplates templates,
      InvitationLinks links,
      Brand brand,
      GroupLabels labels) {
    this.templates = templates;
    this.links = links;
    this.brand = brand;
    this.labels = labels;
    this.from = address(settings.from());
    smtp.setHost(settings.host());
    smtp.setPort(settings.port());
    smtp.setDefaultEncoding(StandardCharsets.UTF_8.name());
    settings
        .login()
        .ifPresent(
            login -> {
              smtp.setUsername(login.user());
              smtp.setPassword(login.password());
            });
    Properties smtpProperties = smtp.getJavaMailProperties();
    boolean implicit = settings.security() == Security.IMPLICIT;
    boolean starttls = settings.security() == Security.STARTTLS;
    smtpProperties.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
    smtpProperties.put("mail.smtp.ssl.enable", Boolean.toString(implicit));
    smtpProperties.put("mail.smtp.ssl.checkserveridentity", "true");
    smtpProperties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
    smtpProperties.put("mail.smtp.starttls.required", Boolean.toString(starttls));
    smtpProperties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    smtpProperties.put("mail.smtp.timeout", ANSWER_MILLIS);
    smtpProperties.put("mail.smtp.writetimeout", ANSWER_MILLIS);
    smtpProperties.put("mail.smtp.allow8bitmime", "true");
    smtpProperties.put("mail.mime.allowutf8", "true");
  }

  private static InternetAddress address(String text) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      String name = address.getPersonal();
      if (name != null) {
        address.setPersonal(name, StandardCharsets.UTF_8.name());
      }
      return address;
    } catch (AddressException | java.io.UnsupportedEncodingException e) {
      throw new IllegalArgumentException("the sender is not an e-mail address: " + text, e);
    }
  }

  @Override
  public void send(InvitationMail mail) {
    MimeMessage message = message(mail);
    try {
      smtp.send(message);
    } catch (MailException e) {
      if (!SmtpFailures.isOfTheGoodbye(e)) {
        throw SmtpFailures.of(e);
      }
    }
  }

  private MimeMessage message(InvitationMail mail) {
    InvitationText text =
        new InvitationText(mail, links.of(mail.token()), brand, groups(mail.invitation()));
    MimeMessage message = smtp.createMimeMessage();
    try {
      MimeMessageHelper parts = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
      parts.setFrom(from);
      parts.setTo(mail.invitation().invitee().value());
      parts.setSubject(templates.render(MailTemplates.SUBJECT, text).replaceAll("\\s+", " "));
      String html = templates.render(MailTemplates.HTML, text);
      parts.setText(templates.render(MailTemplates.TEXT, text), html);
      addLogo(parts, html);
      message.setHeader("Auto-Submitted", "auto-generated");
      return message;
    } catch (MessagingException e) {
      throw new MailFailure("the address cannot receive mail", true, e);
    }
  }

  /** Returns the groups by their labels; by their names if the labels cannot be read now. */
  private List<String> groups(Invitation invitation) {
    Set<Group> offered = invitation.groups();
    try {
      return labels.of(invitation.organisation()).sorted(offered).stream()
          .map(GroupField::spoken)
          .toList();
    } catch (OrgtableException e) {
      return offered.stream().map(group -> group.name().value()).sorted().toList();
    }
  }

  /** Adds the logo to a mail that shows it: images of other servers are not shown by default. */
  private void addLogo(MimeMessageHelper parts, String html) throws MessagingException {
    if (brand.logo().isEmpty() || !html.contains("cid:" + LOGO)) {
      return;
    }
    Logo logo = brand.logo().get();
    parts.addInline(LOGO, new ByteArrayResource(logo.content()), logo.type());
  }
}
