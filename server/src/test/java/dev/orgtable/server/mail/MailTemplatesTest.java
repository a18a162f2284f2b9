package dev.orgtable.server.mail;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates are validated before any mail is sent. */
final class MailTemplatesTest {

  @TempDir private Path directory;

  private void template(String name, String text) throws Exception {
    Files.writeString(directory.resolve(name), text);
  }

  @Test
  void a_template_replaces_its_built_in_one_alone() throws Exception {
    template(MailTemplates.TEXT, "Join [(${mail.organisation})]: [(${mail.link})]");

    assertThatCode(() -> new MailTemplates(Optional.of(directory))).doesNotThrowAnyException();
  }

  @Test
  void a_template_with_an_unknown_placeholder_is_refused() throws Exception {
    template(MailTemplates.TEXT, "[(${mail.link})] [(${mail.organization})]");

    assertThatThrownBy(() -> new MailTemplates(Optional.of(directory)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("template invitation.txt failed")
        .hasMessageContaining("organization");
  }

  @Test
  void a_template_that_cannot_be_read_is_refused() throws Exception {
    template(MailTemplates.HTML, "<p th:text=\"${mail.link\">");

    assertThatThrownBy(() -> new MailTemplates(Optional.of(directory)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("template invitation.html failed");
  }

  @Test
  void a_template_without_the_link_is_refused() throws Exception {
    template(MailTemplates.TEXT, "Welcome to [(${mail.organisation})]");

    assertThatThrownBy(() -> new MailTemplates(Optional.of(directory)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not show mail.link");
  }

  @Test
  void a_file_with_another_name_is_refused() throws Exception {
    template("invitation.htm", "<p></p>");

    assertThatThrownBy(() -> new MailTemplates(Optional.of(directory)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("invitation.htm");
  }

  @Test
  void a_missing_directory_is_refused() {
    Path nowhere = directory.resolve("nowhere");

    assertThatThrownBy(() -> new MailTemplates(Optional.of(nowhere)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
  }
}
