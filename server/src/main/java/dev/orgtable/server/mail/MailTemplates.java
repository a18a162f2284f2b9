package dev.orgtable.server.mail;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.job.InvitationMail;
import dev.orgtable.server.settings.Brand;
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
 * The Thymeleaf templates of an invitation mail: subject, text and HTML. A file of the same name in
 * the user's directory replaces a built-in template.
 */
final class MailTemplates {

  static final String SUBJECT = "invitation.subject.txt";
  static final String TEXT = "invitation.txt";
  static final String HTML = "invitation.html";

  private static final List<String> ALL = List.of(SUBJECT, TEXT, HTML);

  private final SpringTemplateEngine engine = new SpringTemplateEngine();

  /**
   * Reads the templates and renders each of them once.
   *
   * @throws IllegalArgumentException if the directory cannot be read or has a file that is not one
   *     of the templates, or if rendering a template fails; the message names the file
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
              "unknown mail template " + name + ", expected one of " + ALL);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the templates in " + directory, e);
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
            EmailAddress.of("invitee@example.com"),
            Set.of(Group.of("staff"), Group.of(ServiceId.of("billing"), "readers")),
            "Sample",
            now,
            now.plus(Duration.ofDays(7)));
    InvitationMail mail =
        new InvitationMail(sample, new Organisation(organisation, "Sample", now, 1), "token");
    String rendered;
    try {
      rendered =
          render(
              template,
              new InvitationText(
                  mail,
                  "https://example.com/?token=token",
                  Brand.NONE,
                  List.of("Staff", "Readers of Billing")));
    } catch (TemplateEngineException e) {
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw new IllegalArgumentException(
          "template " + template + " failed: " + reason.getMessage(), e);
    }
    if (!template.equals(SUBJECT) && !rendered.contains("token=token")) {
      throw new IllegalArgumentException("template " + template + " does not show mail.link");
    }
  }

  /** Renders a template. */
  String render(String template, InvitationText text) {
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("mail", text);
    return engine.process(template, context).strip();
  }
}
