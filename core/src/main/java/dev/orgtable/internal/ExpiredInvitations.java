package dev.orgtable.internal;

import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The expired invitations of an organisation, which give their places to others when it is full.
 *
 * @param items the organisation's sides, those that expired first in front
 */
public record ExpiredInvitations(List<Item> items) {

  /** The number of invitations that are removed by one transaction. */
  private static final int MOST_AT_ONCE = 25;

  /** Reads them by a query of all invitations. */
  public static ExpiredInvitations of(Reads reads, OrganisationId organisation, Context context) {
    List<Item> expired = new ArrayList<>();
    for (ItemPage page :
        reads.pages(QuerySpec.of(OrganisationRecord.key(organisation).id(), Keys.INVITATIONS))) {
      page.items().stream()
          .filter(Layout::isCurrent)
          .filter(item -> Layout.is(item, OrganisationInvitationRecord.TYP))
          .filter(item -> MembershipKeys.of(item.key()).isPresent())
          .filter(item -> context.isOver(UserOrganisationRecord.expiresAt(item)))
          .forEach(expired::add);
    }
    expired.sort(Comparator.comparing(UserOrganisationRecord::expiresAt));
    return new ExpiredInvitations(List.copyOf(expired));
  }

  /**
   * Returns those to remove next, so that places become free: none if fewer have expired than
   * places are missing, and otherwise as many as are missing, at most {@value #MOST_AT_ONCE}. One
   * whose sides disagree is left to the repair.
   *
   * @param missing how many places are missing
   * @param first those to remove before the others, by the keys of the organisation's sides
   */
  public List<Item> toRemove(Reads reads, long missing, Set<Key> first) {
    if (items.size() < missing) {
      return List.of();
    }
    List<Item> order = new ArrayList<>(items);
    order.sort(Comparator.comparing(item -> !first.contains(item.key())));
    long wanted = Math.min(missing, MOST_AT_ONCE);
    List<Item> chosen = new ArrayList<>();
    for (int from = 0; from < order.size() && chosen.size() < wanted; from += MOST_AT_ONCE) {
      List<Item> some = order.subList(from, Math.min(from + MOST_AT_ONCE, order.size()));
      Map<Key, Item> sides =
          LiveRecords.find(
                  reads,
                  some.stream().map(ExpiredInvitations::userSide).toList(),
                  Consistency.STRONG)
              .live();
      some.stream()
          .filter(item -> isSame(Optional.ofNullable(sides.get(userSide(item))), item))
          .limit(wanted - chosen.size())
          .forEach(chosen::add);
    }
    return chosen;
  }

  private static boolean isSame(Optional<Item> side, Item invitation) {
    return side.filter(found -> InvitationRemoval.isSame(found, invitation)).isPresent();
  }

  private static Key userSide(Item invitation) {
    return MembershipKeys.of(invitation.key()).orElseThrow().userSide();
  }
}
