package dev.orgtable.contracts;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Set;

/** The operations on groups that have a record, on the sample table of {@link Operations}. */
public final class GroupOperations {

  private static final GroupName SALES = GroupName.of("sales");
  private static final ExternalId DIRECTORY = ExternalId.of("directory-1");
  private static final GroupDetails DETAILS =
      new GroupDetails("Sales", "", DIRECTORY, List.of(Operations.STAFF.name()));

  private GroupOperations() {}

  private static void sales(Orgtable to) {
    to.roles().put(Operations.ROLES, Expected.ANYTHING);
    to.groups().create(Operations.ACME, SALES, DETAILS);
    to.memberships()
        .addToGroups(Operations.BOB, Operations.ACME, Set.of(new Group.OfOrganisation(SALES)));
  }

  /** Renames a group of more members than one transaction holds, and deletes it. */
  public static void renameAndDelete(Orgtable to, Runnable work) {
    GroupName renamed = GroupName.of("new");
    to.groups().create(Operations.ACME, Operations.STAFF.name(), GroupDetails.NONE);
    to.groups().rename(Operations.ACME, Operations.STAFF.name(), renamed, Expected.ANYTHING);
    work.run();
    to.groups().delete(Operations.ACME, renamed, Expected.ANYTHING);
  }

  static List<Operation> writes() {
    return List.of(
        Operation.making(
            "create group", to -> to.groups().create(Operations.ACME, SALES, GroupDetails.NONE)),
        Operation.making(
            "put new group",
            to ->
                to.groups()
                    .put(Operations.ACME, SALES, GroupDetails.NONE, Expected.NOTHING)
                    .value()),
        Operation.answering(
                "put group",
                to ->
                    to.groups()
                        .put(Operations.ACME, SALES, GroupDetails.NONE, Expected.ANYTHING)
                        .value()
                        .details())
            .after(GroupOperations::sales),
        Operation.of(
                "add to group with a record",
                to ->
                    to.memberships()
                        .addToGroups(
                            Operations.ANN,
                            Operations.ACME,
                            Set.of(new Group.OfOrganisation(SALES))))
            .after(GroupOperations::sales),
        Operation.making(
                "rename group",
                to ->
                    to.groups()
                        .rename(Operations.ACME, SALES, GroupName.of("new"), Expected.ANYTHING)
                        .value())
            .after(GroupOperations::sales),
        Operation.of(
                "delete group", to -> to.groups().delete(Operations.ACME, SALES, Expected.ANYTHING))
            .after(GroupOperations::sales));
  }

  static List<Operation> reads() {
    return List.of(
        Operation.answering("get group", to -> to.groups().get(Operations.ACME, SALES).details())
            .after(GroupOperations::sales),
        Operation.answering(
                "has group", to -> to.groups().existing(Operations.ACME, List.of(SALES)))
            .after(GroupOperations::sales),
        Operation.answering(
                "list groups",
                to -> to.groups().list(Operations.ACME, Operations.PAGE).items().size())
            .after(GroupOperations::sales),
        Operation.answering(
                "find group by external id",
                to -> to.groups().find(Operations.ACME, DIRECTORY).isPresent())
            .after(GroupOperations::sales),
        Operation.answering("roles of groups", to -> to.groups().roles(List.of(Operations.ACME)))
            .after(GroupOperations::sales));
  }
}
