package dev.orgtable.contracts.model;

import static dev.orgtable.contracts.model.Operation.asking;
import static dev.orgtable.contracts.model.Operation.doing;

import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.store.GroupStore;
import java.util.List;

/** The operations on groups that have a record: one with a role, and one without. */
final class GroupOperations {

  private static final GroupName SALES = GroupName.of("sales");
  private static final GroupName SUPPORT = GroupName.of("support");
  private static final GroupName STAFF = GroupName.of("staff");

  static final List<Operation> WRITES =
      List.of(
          asking(
                  "create group",
                  (on, with) ->
                      store(on).create(with.organisation(), name(with), details(with)).details(),
                  (model, with) ->
                      model.groups().create(with.organisation(), name(with), details(with)))
              .refusedBy(
                  OrganisationNotFound.class,
                  GroupAlreadyExists.class,
                  InProgress.class,
                  IllegalArgumentException.class),
          asking(
                  "put group",
                  (on, with) ->
                      store(on)
                          .put(with.organisation(), name(with), details(with), Expected.ANYTHING)
                          .value()
                          .details(),
                  (model, with) ->
                      model.groups().put(with.organisation(), name(with), details(with)))
              .refusedBy(
                  OrganisationNotFound.class, InProgress.class, IllegalArgumentException.class),
          asking(
                  "rename group",
                  (on, with) -> on.rename(with.organisation(), name(with), other(with)),
                  (model, with) ->
                      model.groups().rename(with.organisation(), name(with), other(with)))
              .refusedBy(GroupNotFound.class, GroupAlreadyExists.class, InProgress.class),
          doing(
                  "delete group",
                  (on, with) ->
                      store(on).delete(with.organisation(), name(with), Expected.ANYTHING),
                  (model, with) -> model.groups().delete(with.organisation(), name(with)))
              .refusedBy(GroupNotFound.class, InProgress.class));

  static final List<Operation> READS =
      List.of(
          asking(
                  "get group",
                  (on, with) -> store(on).get(with.organisation(), name(with)).details(),
                  (model, with) -> model.groups().get(with.organisation(), name(with)))
              .refusedBy(GroupNotFound.class),
          asking(
                  "groups of organisation",
                  (on, with) ->
                      Pages.all(page -> store(on).list(with.organisation(), page)).stream()
                          .map(OrganisationGroup::name)
                          .toList(),
                  (model, with) -> model.groups().list(with.organisation()))
              .refusedBy(OrganisationNotFound.class));

  private GroupOperations() {}

  private static GroupStore store(Subject on) {
    return on.orgtable().groups();
  }

  private static GroupName name(Arguments with) {
    return with.user().equals(with.other()) ? SUPPORT : SALES;
  }

  private static GroupName other(Arguments with) {
    return name(with).equals(SALES) ? SUPPORT : SALES;
  }

  private static GroupDetails details(Arguments with) {
    return GroupDetails.NONE
        .withLabel(with.name())
        .withRoles(with.number() == 1 ? List.of() : List.of(STAFF));
  }
}
