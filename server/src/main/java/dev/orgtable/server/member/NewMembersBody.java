package dev.orgtable.server.member;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.store.MembershipStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Users to add as members.
 *
 * @param members 1 to 25 users with their groups, which are of at most 23 services in total
 */
record NewMembersBody(@Nullable List<NewMemberBody> members) {

  /**
   * Returns the names of the users.
   *
   * @throws InvalidInput if there are more than 25
   */
  List<@Nullable String> names() {
    List<NewMemberBody> given = Objects.requireNonNullElse(members, List.of());
    if (given.size() > MembershipStore.MOST_ADDED) {
      throw new InvalidInput("members", "must be 1 to " + MembershipStore.MOST_ADDED);
    }
    return given.stream().<@Nullable String>map(NewMemberBody::email).toList();
  }

  /**
   * Parses the users and their groups.
   *
   * @param users reads the name of a user
   * @throws InvalidInput if a field is not valid, or a user occurs twice
   */
  Map<EmailAddress, Set<Group>> read(Function<String, EmailAddress> users) {
    List<NewMemberBody> given = Objects.requireNonNullElse(members, List.of());
    Map<EmailAddress, Set<Group>> read = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      NewMemberBody member = given.get(i);
      String path = "members." + i + ".";
      EmailAddress user = Input.required(path + "email", member.email(), users);
      Set<Group> groups = member.given().read(path);
      if (read.put(user, groups) != null) {
        throw new InvalidInput(path + "email", "occurs earlier in this request");
      }
    }
    return read;
  }

  /**
   * Checks the groups, in the operation, so that a repeated request is answered as before, whatever
   * the roles have become.
   *
   * @param known checks the groups
   * @throws InvalidInput if one cannot be granted
   */
  void check(KnownGroups.Given known) {
    List<NewMemberBody> given = Objects.requireNonNullElse(members, List.of());
    Set<Group> all = new HashSet<>();
    given.forEach(member -> all.addAll(member.given().read("")));
    known.readAhead(all);
    for (int i = 0; i < given.size(); i++) {
      given.get(i).given().given("members." + i + ".", known);
    }
  }

  /**
   * A user to add.
   *
   * @param email the user's address or id
   * @param groups the groups of the organisation to add the user to
   * @param services the groups of its services to add the user to, by the service's id
   */
  record NewMemberBody(
      @Nullable String email,
      @Nullable List<String> groups,
      @Nullable Map<String, List<String>> services) {

    GroupsBody given() {
      return new GroupsBody(groups, services);
    }
  }
}
