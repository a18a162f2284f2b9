package dev.orgtable.server.mail;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import dev.orgtable.job.InvitationMail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateEngineException;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/**
 * The templates of a mail: its subject, its text and its HTML, by Thymeleaf. Each of the built-in
 * ones gives way to a file of the same name in a directory of the user's.
 */
final class MailTemplates {

  static final String SUBJECT = "invitation.subject.txt";
  static final String TEXT = "invitation.txt";
  static final String HTML = "invitation.html";

  private static final List<String> ALL = List.of(SUBJECT, TEXT, HTML);

  private final SpringTemplateEngine engine = new SpringTemplateEngine();

  /**
   * Reads the templates and tries each of them.
   *
   * @throws IllegalArgumentException if the directory cannot be read, has a file that is no
   *     template of ours, or a template does not work; the message names it
   */
  MailTemplates(Optional<Path> directory) {
    directory.ifPresent(this::readFrom);
    add(new ClassLoaderTemplateResolver(), "mail/", Set.of(SUBJECT, TEXT), TemplateMode.TEXT);
    add(new ClassLoaderTemplateResolver(), "mail/", Set.of(HTML), TemplateMode.HTML);
    for (String template : ALL) {
      tryOut(template);
    }
  }

  private void readFrom(Path directory) {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && !ALL.contains(name)) {
          throw new IllegalArgumentException(
              "no template of a mail is called " + name + ": there are " + ALL);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the templates in " + directory + " cannot be read", e);
    }
    String prefix = directory.toAbsolutePath() + "/";
    add(new FileTemplateResolver(), prefix, Set.of(SUBJECT, TEXT), TemplateMode.TEXT);
    add(new FileTemplateResolver(), prefix, Set.of(HTML), TemplateMode.HTML);
  }

  private void add(
      AbstractConfigurableTemplateResolver resolver,
      String prefix,
      Set<String> names,
      TemplateMode mode) {
    resolver.setPrefix(prefix);
    resolver.setResolvablePatterns(names);
    resolver.setTemplateMode(mode);
    resolver.setForceTemplateMode(true);
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    resolver.setCheckExistence(true);
    resolver.setOrder(engine.getTemplateResolvers().size());
    engine.addTemplateResolver(resolver);
  }

  private void tryOut(String template) {
    Instant now = Instant.EPOCH;
    OrganisationId organisation = OrganisationId.of("sample");
    Invitation sample =
        new Invitation(
            MembershipId.random(),
            organisation,
            UserId.of("invitee@example.com"),
            Set.of(Group.of("staff"), Group.of(ServiceId.of("billing"), "readers")),
            "Sample",
            now,
            now.plus(Duration.ofDays(7)));
    InvitationMail mail =
        new InvitationMail(sample, new Organisation(organisation, "Sample", now, 1), "token");
    String rendered;
    try {
      rendered = render(template, new InvitationText(mail, "https://example.com/?token=token"));
    } catch (TemplateEngineException e) {
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw new IllegalArgumentException(
          "the template " + template + " does not work: " + reason.getMessage(), e);
    }
    if (!template.equals(SUBJECT) && !rendered.contains("token=token")) {
      throw new IllegalArgumentException(
          "the template " + template + " has no link: it must show mail.link");
    }
  }

  /** Returns the text that a template gives. */
  String render(String template, InvitationText text) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("mail", text);
    return engine.process(template, context).strip();
  }
}
