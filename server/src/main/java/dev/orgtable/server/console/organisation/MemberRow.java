package dev.orgtable.server.console.organisation;

import dev.orgtable.Member;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.OrganisationGroups;
import dev.orgtable.server.console.page.Initials;
import java.util.List;

/**
 * A member, for display.
 *
 * @param member the member
 * @param groups the member's groups, in order
 */
record MemberRow(Member member, List<GroupField> groups) {

  static MemberRow of(Member member, OrganisationGroups groups) {
    return new MemberRow(member, groups.sorted(member.groups()));
  }

  /** Returns the member's full name. */
  public String name() {
    return member.profile().name();
  }

  /** Returns the first letters of the member's names. */
  public String initials() {
    return Initials.of(member.profile());
  }
}
