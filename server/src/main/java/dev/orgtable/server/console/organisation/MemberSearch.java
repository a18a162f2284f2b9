package dev.orgtable.server.console.organisation;

import dev.orgtable.Cursor;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Finds members by a part of their name or address, and by group. The table has no index for
 * either, so a search reads members in order, at most {@value #MOST_READ} for one page.
 */
@Component
final class MemberSearch {

  private static final int ROWS = 25;
  private static final int READ_AT_ONCE = 100;
  private static final int MOST_READ = 1000;

  private final MembershipStore memberships;

  MemberSearch(Orgtable orgtable) {
    this.memberships = orgtable.memberships();
  }

  /** Returns a page of all members. */
  Page<Member> all(OrganisationId organisation, Optional<Cursor> cursor) {
    return memberships.list(organisation, new PageRequest(ROWS, cursor));
  }

  /**
   * Returns the next members whose name or address contains the text, in any case, and who are in
   * the group. The page may be empty and still not be the last one.
   *
   * @param text empty for any name
   * @param group empty for any group
   */
  Page<Member> find(
      OrganisationId organisation, String text, Optional<Group> group, Optional<Cursor> cursor) {
    Predicate<Member> wanted = named(text).and(in(group));
    List<Member> found = new ArrayList<>();
    Optional<Cursor> at = cursor;
    for (int read = 0; read < MOST_READ; read += READ_AT_ONCE) {
      Page<Member> page = memberships.list(organisation, new PageRequest(READ_AT_ONCE, at));
      page.items().stream().filter(wanted).forEach(found::add);
      at = page.next();
      if (at.isEmpty() || found.size() >= ROWS) {
        break;
      }
    }
    return new Page<>(found, at);
  }

  private static Predicate<Member> named(String text) {
    String asked = text.strip().toLowerCase(Locale.ROOT);
    return member -> asked.isEmpty() || words(member).contains(asked);
  }

  private static String words(Member member) {
    Profile profile = member.profile();
    return String.join(" ", profile.firstName(), profile.lastName(), member.user().value())
        .toLowerCase(Locale.ROOT);
  }

  private static Predicate<Member> in(Optional<Group> group) {
    return member -> group.map(member.groups()::contains).orElse(true);
  }
}
