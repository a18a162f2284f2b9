package dev.orgtable.contracts.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.store.GroupStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of what operations on groups with a record cost. */
final class GroupCostsContract extends TableContract {

  private static final GroupName SALES = GroupName.of("sales");
  private static final Set<Group> IN_SALES = Set.of(new Group.OfOrganisation(SALES));

  private final List<String> costs = new ArrayList<>();

  private void costs(String what, Runnable operation) {
    resetCost();
    operation.run();
    costs.add(ReportedCosts.line(what, cost()));
  }

  @Test
  void operations_on_groups() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
    GroupStore groups = orgtable().groups();
    GroupDetails named = GroupDetails.NONE.withLabel("Sales");
    ExternalId id = ExternalId.of("dir-1");

    costs("create", () -> groups.create(ACME, SALES, GroupDetails.NONE));
    costs("put, the same", () -> groups.put(ACME, SALES, GroupDetails.NONE, Expected.ANYTHING));
    costs("put, another label", () -> groups.put(ACME, SALES, named, Expected.ANYTHING));
    costs(
        "put, an external id",
        () -> groups.put(ACME, SALES, named.withExternalId(id), Expected.ANYTHING));
    costs("get", () -> groups.get(ACME, SALES));
    costs("list", () -> groups.list(ACME, PageRequest.first(10)));
    costs("find", () -> groups.find(ACME, id));
    costs("roles", () -> groups.roles(List.of(ACME)));
    costs("add a member", () -> orgtable().memberships().addMember(BOB, ACME, IN_SALES));
    costs("invite", () -> orgtable().invitations().invite(CAT, ACME, IN_SALES));
    costs("add to it", () -> orgtable().memberships().addToGroups(ANN, ACME, IN_SALES));
    costs("remove from it", () -> orgtable().memberships().removeFromGroups(ANN, ACME, IN_SALES));
    GroupName support = GroupName.of("support");
    costs(
        "rename, two members in it", () -> groups.rename(ACME, SALES, support, Expected.ANYTHING));
    costs("delete, two members in it", () -> groups.delete(ACME, support, Expected.ANYTHING));

    assertThat(costs)
        .isEqualTo(
            ReportedCosts.of(
                "create: 4 requests, 4 R, 8 W",
                "put, the same: 1 requests, 2 R, 0 W",
                "put, another label: 2 requests, 2 R, 4 W",
                "put, an external id: 4 requests, 5 R, 6 W",
                "get: 1 requests, 2 R, 0 W",
                "list: 2 requests, 2 R, 0 W",
                "find: 2 requests, 2 R, 0 W",
                "roles: 1 requests, 2 R, 0 W",
                "add a member: 2 requests, 2 R, 10 W",
                "invite: 2 requests, 2 R, 9 W",
                "add to it: 1 requests, 0 R, 4 W",
                "remove from it: 1 requests, 0 R, 4 W",
                "rename, two members in it: 5 requests, 7 R, 16 W",
                "delete, two members in it: 3 requests, 3 R, 12 W"));
  }
}
