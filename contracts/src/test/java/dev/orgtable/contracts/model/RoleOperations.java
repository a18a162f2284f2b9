package dev.orgtable.contracts.model;

import static dev.orgtable.contracts.model.Operation.asking;
import static dev.orgtable.contracts.model.Operation.doing;

import dev.orgtable.Check;
import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.Permission;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.RoleStore;
import java.util.List;
import java.util.stream.Stream;

/** The operations on roles, and the checks by permission. */
final class RoleOperations {

  private static final Permission READ = Permission.of("read");
  private static final Permission WRITE = Permission.of("write");

  /** The documents; {@link RoleModel} has what they grant. The first is that of no roles. */
  private static final List<Roles> DOCUMENTS =
      List.of(
          Roles.of(List.of(), List.of()),
          Roles.of(List.of(role("staff", List.of(READ))), List.of(role("readers", List.of(WRITE)))),
          Roles.of(
              List.of(role("owner", List.of(READ)), role("staff", List.of(WRITE), "owner")),
              List.of(role("owner", List.of(WRITE)))),
          Roles.of(List.of(role("staff", List.of(WRITE))), List.of()));

  static final List<Operation> WRITES =
      List.of(
          doing(
              "put roles",
              (on, with) -> store(on).put(DOCUMENTS.get(with.number()), Expected.ANYTHING),
              (model, with) -> model.roles().put(with.number())),
          doing(
              "remove roles",
              (on, with) -> store(on).remove(Expected.ANYTHING),
              (model, with) -> model.roles().remove()));

  static final List<Operation> READS =
      List.of(
          asking(
              "current roles",
              (on, with) -> store(on).current().map(DOCUMENTS::indexOf).orElse(0),
              (model, with) -> model.roles().number()),
          asking(
                  "check by permission in the organisation",
                  (on, with) -> on.orgtable().memberships().check(inOrganisation(with)),
                  (model, with) -> model.roles().check(inOrganisation(with)))
              .refusedBy(IllegalArgumentException.class),
          asking(
                  "check by permission in a service",
                  (on, with) -> on.orgtable().memberships().check(inService(with)),
                  (model, with) -> model.roles().check(inService(with)))
              .refusedBy(IllegalArgumentException.class));

  private RoleOperations() {}

  private static Role role(String name, List<Permission> permissions, String... includes) {
    return new Role(
        GroupName.of(name), "", "", permissions, Stream.of(includes).map(GroupName::of).toList());
  }

  private static RoleStore store(Subject on) {
    return on.orgtable().roles();
  }

  private static Check inOrganisation(Arguments with) {
    return Check.permitted(with.user(), with.organisation(), permission(with));
  }

  private static Check inService(Arguments with) {
    return Check.permitted(with.user(), with.organisation(), with.service(), permission(with));
  }

  private static Permission permission(Arguments with) {
    return with.number() == 1 ? READ : WRITE;
  }
}
