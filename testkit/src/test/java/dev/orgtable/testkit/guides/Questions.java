package dev.orgtable.testkit.guides;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.Permission;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.List;

/** Further code of {@code docs/guides/permission-checks.md}. */
final class Questions {

  private final Orgtable orgtable;

  Questions(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  boolean isInStaff(EmailAddress user, OrganisationId organisation) {
    Check inStaff = Check.inGroup(user, organisation, Group.of("staff"));
    return orgtable.memberships().check(inStaff).allowed(); // false for an owner
  }

  boolean isInStaffOrOwner(EmailAddress user, OrganisationId organisation) {
    CheckResult result = orgtable.memberships().check(Check.member(user, organisation));
    return result.groups().contains(Group.of("staff")) || result.groups().contains(Group.OWNER);
  }

  void describeRoles() {
    Permission read = Permission.of("invoices:read");
    Permission write = Permission.of("invoices:write");
    GroupName staff = Group.of("staff").name();
    GroupName accountant = Group.of("accountant").name();
    Roles roles =
        Roles.of(
            List.of(
                new Role(staff, "Member of staff", "", List.of(read), List.of()),
                new Role(accountant, "Accountant", "", List.of(write), List.of(staff))),
            List.of());
    orgtable.roles().put(roles, Expected.ANYTHING);
  }

  boolean mayReadRecently(EmailAddress user, OrganisationId organisation) {
    Check check = Check.permitted(user, organisation, Permission.of("invoices:read"));
    return orgtable.memberships().check(check, Duration.ofSeconds(2)).allowed();
  }
}
