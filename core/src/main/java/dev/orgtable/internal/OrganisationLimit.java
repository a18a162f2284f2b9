package dev.orgtable.internal;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limit of the organisations that a user may be a member of. There is no counter: whoever adds
 * a membership of a user with a limit counts the others, and then writes on condition that nothing
 * was added to the user since the user was read.
 */
public final class OrganisationLimit {

  private OrganisationLimit() {}

  /**
   * Refuses one more membership of users who have reached their limit, unless they are members of
   * the organisation already, which the write refuses. Reads nothing of users without a limit;
   * otherwise costs 1 read unit for the tombstones, and for each user with a limit a request with 1
   * read unit for each 4 KB of memberships and invitations, one after the other.
   *
   * @param users the users, as read before
   * @param organisation the organisation that the memberships are to be in
   * @throws OrganisationLimitReached if a user may not be in one more
   */
  public static void check(Reads reads, Collection<UserRecord> users, OrganisationId organisation) {
    List<UserRecord> limited =
        users.stream().filter(user -> user.organisationLimit().isPresent()).toList();
    if (limited.isEmpty()) {
      return;
    }
    Tombstones tombstones = Tombstones.read(reads, Consistency.STRONG);
    for (UserRecord user : limited) {
      long most = user.organisationLimit().get();
      Set<OrganisationId> organisations = organisations(reads, user, tombstones);
      if (!organisations.contains(organisation) && organisations.size() >= most) {
        throw new OrganisationLimitReached(user.user().email(), most);
      }
    }
  }

  private static Set<OrganisationId> organisations(
      Reads reads, UserRecord user, Tombstones tombstones) {
    Set<OrganisationId> organisations = new HashSet<>();
    QuerySpec sides =
        QuerySpec.of(UserRecord.key(user.user().email()).id(), Keys.USER_ORGANISATIONS);
    for (ItemPage page : reads.pages(sides)) {
      tombstones.live(page.items()).stream()
          .filter(UserOrganisationRecord::isAccepted)
          .map(UserOrganisationRecord::organisationOf)
          .forEach(organisations::add);
    }
    return organisations;
  }

  private static @Nullable String text(Optional<Long> most) {
    return most.map(String::valueOf).orElse(null);
  }

  /**
   * Decides on the write that sets or removes the limit; none if it is the same.
   *
   * @throws UserNotFound if the user does not exist
   */
  public static Decision<Done> put(Reads reads, EmailAddress user, Optional<Long> most) {
    UserRecord source = UserPartition.source(reads, user);
    return source.organisationLimit().equals(most)
        ? Decision.unchanged()
        : Decision.commit(
            new Transaction()
                .update(
                    UserRecord.key(user),
                    UserRecord.limit(most),
                    source.sameLimit(),
                    Refusals.missing(() -> new UserNotFound(user)))
                .emit(
                    Draft.of(
                        source.user(),
                        EventType.USER_LIMIT_CHANGED,
                        Draft.about(source.user())
                            .changing(
                                "organisationLimit",
                                text(source.organisationLimit()),
                                text(most)))));
  }
}
