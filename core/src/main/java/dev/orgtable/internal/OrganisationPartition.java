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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records to write when an organisation or one of its services is changed or deleted. They are
 * read after the source's record, so that records added meanwhile show in its child version, {@code
 * additions}.
 *
 * @param members the organisation's sides of memberships
 * @param invitations the organisation's sides of invitations, including expired ones
 * @param others the services and all other records of the organisation
 */
public record OrganisationPartition(List<Item> members, List<Item> invitations, List<Item> others) {

  /** The maximum number of items read; a change of more hardly ever fits one transaction. */
  private static final int MOST = 400;

  /**
   * Reads the partition; empty if it is far too large for one transaction. Items under foreign keys
   * are left out.
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
      if (item.key().equals(source) || RecordTypes.isForeign(item)) {
        continue;
      }
      RecordTypes.requireReadable(item.key(), item);
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
