package dev.orgtable.internal;

import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.RecordTypes;
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
 * @param others the services, and whatever else belongs to the organisation
 */
public record OrganisationPartition(List<Item> members, List<Item> invitations, List<Item> others) {

  /** More than this is not gathered: hardly any change of so many fits one transaction. */
  private static final int MOST = 400;

  /**
   * Gathers the partition, unless it is too large for one transaction by far. What is under a key
   * that is none of ours stays out.
   *
   * @throws UpgradeRequired if a record is of version 0
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if a record cannot be read
   */
  public static Optional<OrganisationPartition> gather(Reads reads, OrganisationId organisation) {
    List<Item> members = new ArrayList<>();
    List<Item> invitations = new ArrayList<>();
    List<Item> others = new ArrayList<>();
    Key source = OrganisationRecord.key(organisation);
    List<Item> items = Partition.first(reads, source.id(), MOST + 1);
    if (items.size() > MOST) {
      return Optional.empty();
    }
    for (Item item : items) {
      if (item.key().equals(source) || RecordTypes.isApart(item)) {
        continue;
      }
      RecordTypes.demandReadable(item.key(), item);
      if (!Layout.isCurrent(item)) {
        throw new UpgradeRequired(item.toString());
      }
      switch (item.text(Item.TYPE)) {
        case OrganisationGroupMemberRecord.TYP -> members.add(item);
        case OrganisationInvitationRecord.TYP -> invitations.add(item);
        default -> others.add(item);
      }
    }
    return Optional.of(new OrganisationPartition(members, invitations, others));
  }
}
