package dev.orgtable.cli;

import dev.orgtable.Expected;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.cli.file.RolesFile;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import dev.orgtable.store.RoleStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies, shows and removes the roles of the application. */
@Command(
    name = "roles",
    description =
        "Apply, show and remove the roles of the application: its groups, with labels and"
            + " permissions.",
    mixinStandardHelpOptions = true)
final class RolesCommand implements Runnable {

  private static final Roles NONE = Roles.of(List.of(), List.of());

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "apply, show or remove is missing");
  }

  @Command(
      name = "apply",
      description = {
        "Apply a role document in YAML or JSON.",
        "Without --apply it prints the changes, one per line, and changes nothing. Exit code 1 if"
            + " there are any. Groups that members are in stay. Running servers use the new roles"
            + " within 5 seconds."
      },
      mixinStandardHelpOptions = true)
  int apply(
      @Mixin TableOptions table,
      @Parameters(paramLabel = "FILE", description = "The document.") Path file,
      @Option(names = "--apply", description = "Make the changes.") boolean apply)
      throws IOException {
    Roles roles = RolesFile.read(file);
    try (OpenTable open = table.open()) {
      RoleStore store = open.orgtable().roles();
      Seen seen = Seen.of(store);
      List<String> changes = RolesPlan.lines(seen.roles(), roles);
      tell(seen, changes);
      if (apply) {
        store.put(roles, seen.expected());
      }
      return end(changes.isEmpty() && seen.state() == State.PRESENT, apply);
    }
  }

  @Command(
      name = "show",
      description = "Print the roles as a document in YAML, which apply accepts.",
      mixinStandardHelpOptions = true)
  void show(@Mixin TableOptions table) {
    try (OpenTable open = table.open()) {
      Roles roles =
          open.orgtable()
              .roles()
              .get()
              .map(StoredRoles::roles)
              .orElseThrow(
                  () -> new IllegalArgumentException("this table has no roles: run roles apply"));
      out().print(RolesFile.write(roles));
      out().flush();
    }
  }

  @Command(
      name = "remove",
      description = {
        "Remove the roles. Checks by permission are refused from then on; groups stay.",
        "Without --apply it prints what would be removed. Exit code 1 if there is anything."
      },
      mixinStandardHelpOptions = true)
  int remove(
      @Mixin TableOptions table,
      @Option(names = "--apply", description = "Remove them.") boolean apply) {
    try (OpenTable open = table.open()) {
      RoleStore store = open.orgtable().roles();
      Seen seen = Seen.of(store);
      tell(seen, RolesPlan.lines(seen.roles(), NONE));
      if (apply) {
        store.remove(seen.expected());
      }
      return end(seen.state() == State.ABSENT, apply);
    }
  }

  private void tell(Seen seen, List<String> changes) {
    if (seen.state() == State.DAMAGED) {
      out().println("replace the present roles, which cannot be read");
    }
    changes.forEach(out()::println);
  }

  private enum State {
    ABSENT,
    PRESENT,
    DAMAGED
  }

  /**
   * The roles that a plan starts from.
   *
   * @param roles the present roles; {@link #NONE} if there are none, or they cannot be read
   * @param expected this state, so that nobody overwrites what was not seen; anything if the roles
   *     cannot be read
   */
  private record Seen(State state, Roles roles, Expected expected) {

    static Seen of(RoleStore store) {
      try {
        return store
            .get()
            .map(
                stored ->
                    new Seen(State.PRESENT, stored.roles(), Expected.revision(stored.revision())))
            .orElseGet(() -> new Seen(State.ABSENT, NONE, Expected.NOTHING));
      } catch (UnreadableRecord e) {
        return new Seen(State.DAMAGED, NONE, Expected.ANYTHING);
      }
    }
  }

  private int end(boolean unchanged, boolean apply) {
    out().flush();
    PrintWriter err = spec.commandLine().getErr();
    String done = apply ? "done" : "run the same command with --apply to do this";
    err.println(unchanged ? "nothing to do" : done);
    err.flush();
    return unchanged || apply ? 0 : 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
