package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is to be written when an organisation or a service of it changes or goes: gathered after
 * the record that guards it, so that what is added meanwhile shows in that record's {@code
 * additions}.
 *
 * @param members the organisation's sides of memberships
 * @param invitations the organisation's sides of invitations, expired ones too
 * @param services the services
 */
record OrganisationPartition(List<Item> members, List<Item> invitations, List<Item> services) {

  /** More than this is not gathered: hardly any change of so many fits one transaction. */
  private static final int MOST = 400;

  /**
   * Gathers the partition, unless it is too large for one transaction by far. What is under a key
   * that is none of ours stays out.
   *
   * @throws UpgradeRequired if a record is of version 0
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if a record cannot be read
   */
  static Optional<OrganisationPartition> gather(Table table, OrganisationId organisation) {
    List<Item> members = new ArrayList<>();
    List<Item> invitations = new ArrayList<>();
    List<Item> services = new ArrayList<>();
    List<Item> items = Partition.first(table, OrganisationRecord.key(organisation).id(), MOST + 1);
    if (items.size() > MOST) {
      return Optional.empty();
    }
    for (Item item : items) {
      if (RecordType.isApart(item)) {
        continue;
      }
      RecordType.demandReadable(item.key(), item);
      if (!item.isPresent()) {
        throw new UpgradeRequired(item.toString());
      }
      switch (item.text("typ")) {
        case OrganisationGroupMemberRecord.TYP -> members.add(item);
        case OrganisationInvitationRecord.TYP -> invitations.add(item);
        case OrganisationServiceRecord.TYP -> services.add(item);
        default -> {}
      }
    }
    return Optional.of(new OrganisationPartition(members, invitations, services));
  }

  /** Returns the key of the user's side of a member or an invitation. */
  static Key userSide(Item item) {
    Key key = item.key();
    String prefix = item.is(OrganisationGroupMemberRecord.TYP) ? Key.MEMBERS : Key.INVITATIONS;
    UserId user = key.userAfter(prefix).orElseThrow(() -> new UpgradeRequired(item.toString()));
    return UserOrganisationRecord.key(user, key.organisation().orElseThrow());
  }
}
