package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The roles by commands: the document of the guide, changed, shown, copied and removed. */
final class RolesCommandTest {

  private static final String TABLE = "orgtable";

  @TempDir private Path directory;

  private final Tools tools = new Tools();

  @BeforeEach
  void there_is_a_table() {
    assertThat(tools.run(tools.on(TABLE, "table", "create"))).as(tools.err()).isZero();
  }

  @AfterEach
  void close() {
    tools.close();
  }

  private int roles(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "roles";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return tools.run(tools.on(TABLE, all));
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("roles.yaml"), text).toString();
  }

  /** Returns the document of the guide. */
  private static String guide() throws IOException {
    String guide = Files.readString(Path.of("../docs/roles.md"));
    int start = guide.indexOf("```yaml\n") + "```yaml\n".length();
    return guide.substring(start, guide.indexOf("```", start));
  }

  @Test
  void the_document_of_the_guide_is_planned_applied_and_shown() throws IOException {
    String file = file(guide());

    int planned = roles("apply", file);
    String plan = tools.out();
    int before = roles("show");
    int applied = roles("apply", file, "--apply");
    int again = roles("apply", file);
    String nothing = tools.out() + tools.err();
    int shown = roles("show");

    assertThat(planned).isEqualTo(1);
    assertThat(plan)
        .contains("add     organisation owner: Owner\n")
        .contains(
            "add     organisation accountant: Accountant includes +staff"
                + " permissions +invoices:write\n")
        .contains("add     service reader: Reader permissions +pages:read\n");
    assertThat(before).isEqualTo(1);
    assertThat(applied).isZero();
    assertThat(again).isZero();
    assertThat(nothing).isEqualTo("nothing to do\n");
    assertThat(shown).isZero();
    String written = file(tools.out());
    assertThat(roles("apply", written)).as(tools.out()).isZero();
  }

  @Test
  void a_change_is_told_and_what_is_not_applied_changes_nothing() throws IOException {
    roles("apply", file(guide()), "--apply");
    String changed =
        file(
            guide()
                .replace("permissions: [invoices:read]", "permissions: [invoices:list]")
                .replace("label: Reader", "label: Someone who reads")
                .replace("  owner:\n    label: Owner\n", ""));

    int planned = roles("apply", changed);
    String plan = tools.out();
    roles("show");

    assertThat(planned).isEqualTo(1);
    assertThat(plan)
        .isEqualTo(
            """
            change  organisation staff: permissions +invoices:list -invoices:read
            remove  organisation owner
            change  service reader: label Someone who reads
            """);
    assertThat(tools.out()).contains("invoices:read").contains("owner");
  }

  @Test
  void a_new_order_is_told_of_each_level() throws IOException {
    String before = "organisation:\n  a: {}\nservice:\n  b: {}\n  c: {}\n";
    roles("apply", file(before), "--apply");

    roles("apply", file("organisation:\n  a: {label: A}\nservice:\n  c: {}\n  b: {}\n"));

    assertThat(tools.out())
        .isEqualTo("change  organisation a: label A\nchange  service: the order\n");
  }

  @Test
  void the_plan_warns_of_groups_that_have_the_name_of_a_new_role() throws IOException {
    roles(
        "apply",
        file(
            "organisation:\n  none: {}\n  all: {permissions: [a]}\n  owner: {permissions: [a]}\n"));

    assertThat(tools.out())
        .contains(
            """
            add     organisation all: all permissions +a
            warning organisation all: groups that already have this name get its permissions
            """)
        .doesNotContain("warning organisation none")
        .doesNotContain("warning organisation owner");
  }

  @Test
  void the_plan_says_that_owner_gets_every_permission() throws IOException {
    String limited = "    label: Owner\n    permissions: [invoices:read]\n";
    roles("apply", file(guide().replace("    label: Owner\n", limited)), "--apply");

    roles("apply", file(guide()));

    assertThat(tools.out())
        .isEqualTo(
            """
            change  organisation owner: permissions -invoices:read
            warning owner now has every permission
            """);
  }

  @Test
  void roles_are_removed_on_request() throws IOException {
    roles("apply", file(guide()), "--apply");

    int planned = roles("remove");
    String plan = tools.out();
    int removed = roles("remove", "--apply");
    int again = roles("remove", "--apply");

    assertThat(planned).isEqualTo(1);
    assertThat(plan).contains("remove  organisation staff\n");
    assertThat(removed).isZero();
    assertThat(again).isZero();
    assertThat(roles("show")).isEqualTo(1);
    assertThat(tools.err()).isEqualTo("orgtable: this table has no roles: run roles apply\n");
  }

  @Test
  void a_copy_of_the_table_has_the_roles_and_the_verifier_reads_them() throws IOException {
    roles("apply", file(guide()), "--apply");
    String copy = directory.resolve("copy.jsonl").toString();

    tools.run(tools.on("copy", "table", "create"));
    int exported = tools.run(tools.on(TABLE, "table", "export", copy));
    int imported = tools.run(tools.on("copy", "table", "import", copy));

    assertThat(exported).as(tools.err()).isZero();
    assertThat(imported).as(tools.err()).isZero();
    assertThat(rolesOf("copy")).isEqualTo(rolesOf(TABLE)).hasSize(1);
    assertThat(tools.run(tools.on("copy", "table", "verify"))).as(tools.out()).isZero();
  }

  private List<Map<String, AttributeValue>> rolesOf(String table) {
    return tools.all(table).stream()
        .filter(item -> Tools.value(item, "id").s().equals("roles"))
        .toList();
  }
}
