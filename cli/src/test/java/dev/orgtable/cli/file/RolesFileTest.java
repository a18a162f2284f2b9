package dev.orgtable.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.GroupName;
import dev.orgtable.Permission;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Role documents: what they may look like, and the line and reason of each refusal. */
final class RolesFileTest {

  private static final Permission READ = Permission.of("invoices:read");

  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("roles"), text);
  }

  private static Role role(String name, String label, String description, String... includes) {
    return new Role(
        GroupName.of(name),
        label,
        description,
        List.of(READ),
        List.of(includes).stream().map(GroupName::of).toList());
  }

  @Test
  void json_is_read_as_well_with_tabs_and_escapes() throws IOException {
    Path file =
        file(
            """
            {
            \t"organisation": {
            \t\t"admin": {"label": "Admin \\u00e9\\ud83d\\ude00 \\"a\\/b\\"", "includes": ["staff"],
            \t\t\t"permissions": ["invoices:read"]},
            \t\t"staff": {"permissions": ["invoices:read"]}
            \t}
            }
            """);

    Roles roles = RolesFile.read(file);

    assertThat(roles)
        .isEqualTo(
            Roles.of(
                List.of(role("admin", "Admin é😀 \"a/b\"", "", "staff"), role("staff", "", "")),
                List.of()));
  }

  @Test
  void any_text_is_read_as_it_was_written() throws IOException {
    Roles roles =
        Roles.of(
            List.of(
                role("no", "yes: # \"quoted\" 'text'", "- [x] {y} é😀 & *", "0x1F"),
                role("0x1F", "~", "null"),
                role("null", "", "true")),
            List.of(role("a: b #c", "", "x".repeat(200))));

    assertThat(RolesFile.read(file(RolesFile.write(roles)))).isEqualTo(roles);
  }

  @Test
  void an_entry_may_be_empty() throws IOException {
    assertThat(RolesFile.read(file("organisation:\n  staff:\n")).organisation())
        .containsExactly(new Role(GroupName.of("staff"), "", "", List.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                  | 1 | it is empty",
        "- a                                                 | 1 | it must be a mapping",
        "organization: {}                                    | 1 | organization is not a known field",
        "# c;organisation:;  a: {lable: A}                   | 3 | organisation.a.lable is not a known"
            + " field",
        "organisation:;  a:;    includes: [a]                | 3 | organisation.a.includes.0 closes a"
            + " circle: a includes a",
        "organisation:;  a:;    includes:;    - a2;  b: {}   | 4 | organisation.a.includes.0 is a2,"
            + " which is not listed under organisation",
        "organisation:;  a: {};  b: {};  a: {}               | 4 | organisation.a occurs twice",
        "organisation:;  staff: {};  Staff: {}               | 3 | organisation.Staff differs from"
            + " staff in form",
        "organisation:;  Owner: {}                           | 2 | organisation.Owner must not look"
            + " like owner",
        "organisation:;  a:;    permissions: [x, a b]        | 3 | organisation.a.permissions.1 must be"
            + " 1 to 100 of the characters A-Z a-z 0-9 . _ - : /",
        "organisation:;  a:;    permissions: x               | 3 | organisation.a.permissions must be a"
            + " list",
        "organisation:;  a:;    permissions:;    - x;    - x | 5 | organisation.a.permissions.1 repeats"
            + " x",
        "organisation:;  owner: {permissions: []}            | 2 | organisation.owner must not have"
            + " empty lists only",
        "organisation:;  owner:;    permissions:             | 2 | organisation.owner must not have"
            + " empty lists only",
        "organisation:;  a: text                             | 2 | organisation.a must be a mapping",
        "organisation:;  a:;    label: [x]                   | 3 | organisation.a.label must be a text",
        "organisation:;  a/b: {}                             | 2 | organisation.a/b must not contain /",
        "organisation:;  a: &x {};  b: *x                    | 3 | *x: write it out",
        "organisation: {;  a: [                              | 2 | expected the node content, but found"
            + " '<stream end>'",
        "organisation:;\t a: {}                              | 2 | found character '\\t(TAB)' that"
            + " cannot start any token",
      })
  void a_fault_is_told_with_its_line_and_reason(String text, int line, String reason)
      throws IOException {
    Path file = file(text.replace(';', '\n'));

    assertThatThrownBy(() -> RolesFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ", line " + line + ": " + reason);
  }

  @Test
  void other_files_are_refused() throws IOException {
    assertThatThrownBy(() -> RolesFile.read(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is a directory");
    Path large = file("#".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> RolesFile.read(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is larger than 1048576 bytes");
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> RolesFile.read(binary))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is not valid UTF-8");
  }
}
