package dev.orgtable.internal;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationLimitReached;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limit of the organisations that a user may be a member of. There is no counter: whoever adds
 * a membership of a user with a limit counts the others, and then writes on condition that nothing
 * was added to the user since the user was read.
 */
public final class OrganisationLimit {

  private OrganisationLimit() {}

  /**
   * Refuses one more membership of a user who has reached the limit. Reads nothing of a user
   * without one; otherwise costs 1 read unit for each 4 KB of the user's memberships and
   * invitations, and 1 more.
   *
   * @param user the user, as read before
   * @param organisation the organisation that the membership is to be in, which does not count
   * @throws OrganisationLimitReached if the user may not be in one more
   */
  public static void check(Reads reads, UserRecord user, OrganisationId organisation) {
    if (user.organisationLimit().isEmpty()) {
      return;
    }
    long most = user.organisationLimit().get();
    EmailAddress email = user.user().email();
    List<Item> sides = new ArrayList<>();
    for (ItemPage page :
        reads.pages(QuerySpec.of(UserRecord.key(email).id(), Keys.USER_ORGANISATIONS))) {
      page.items().stream().filter(UserOrganisationRecord::isAccepted).forEach(sides::add);
    }
    long others =
        Tombstones.read(reads, Consistency.STRONG).live(sides).stream()
            .filter(side -> !UserOrganisationRecord.organisationOf(side).equals(organisation))
            .count();
    if (others >= most) {
      throw new OrganisationLimitReached(email, most);
    }
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
                    Conditions.live(),
                    Refusals.missing(() -> new UserNotFound(user)))
                .repeatable());
  }
}
