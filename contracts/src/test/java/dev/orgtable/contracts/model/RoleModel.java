package dev.orgtable.contracts.model;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The model of roles: for each document of {@link RoleOperations}, by its number, what a group
 * grants, inclusions and the rule for owners resolved by hand.
 */
record RoleModel(Model model) {

  private static final String READ = "read";
  private static final String WRITE = "write";

  private static final List<Map<String, Set<String>>> GRANTS =
      List.of(
          Map.of(),
          Map.of(
              "owner", Set.of(READ, WRITE),
              "staff", Set.of(READ),
              "/readers", Set.of(WRITE)),
          Map.of(
              "owner", Set.of(READ),
              "staff", Set.of(READ, WRITE),
              "/owner", Set.of(WRITE)),
          Map.of("owner", Set.of(WRITE), "staff", Set.of(WRITE)));

  void put(int number) {
    model.roles = number;
  }

  void remove() {
    model.roles = 0;
  }

  int number() {
    return model.roles;
  }

  CheckResult check(Check question) {
    Check.Needed needed = question.permission().orElseThrow();
    String permission = needed.permission().value();
    Map<String, Set<String>> grants = GRANTS.get(model.roles);
    if (grants.values().stream().noneMatch(granted -> granted.contains(permission))) {
      throw new InvalidInput("permission", "is unknown");
    }
    CheckResult member =
        model.memberships().check(Check.member(question.user(), question.organisation()));
    Set<String> granting =
        model.groups().expanded(question.organisation(), member.groups()).stream()
            .filter(
                group ->
                    !(group instanceof Group.OfService of)
                        || needed.service().filter(of.service()::equals).isPresent())
            .map(group -> (group instanceof Group.OfService ? "/" : "") + group.name())
            .filter(name -> grants.getOrDefault(name, Set.of()).contains(permission))
            .collect(Collectors.toSet());
    boolean exists =
        needed
            .service()
            .map(id -> model.servicesOf(question.organisation()).containsKey(id))
            .orElse(true);
    return new CheckResult(member.member(), exists && !granting.isEmpty(), member.groups());
  }
}
