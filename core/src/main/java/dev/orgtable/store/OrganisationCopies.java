package dev.orgtable.store;

import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The changes of an organisation or a service that reach every member and invitation, each in one
 * transaction.
 */
final class OrganisationCopies {

  private static final Refusal ELSE = Refusal.changed();

  private OrganisationCopies() {}

  /** Writes a name, on the organisation's record and on every user's side. */
  static Transaction rename(
      OrganisationRecord source, OrganisationPartition found, Organisation newer) {
    Transaction transaction =
        new Transaction()
            .update(
                OrganisationRecord.key(newer.id()),
                OrganisationRecord.rename(newer.name(), newer.revision()),
                unchanged(source),
                ELSE);
    for (Item item : sides(found)) {
      transaction.update(
          OrganisationPartition.userSide(item),
          UserOrganisationRecord.rename(newer.name(), newer.revision()),
          UserPartition.same(item),
          ELSE);
    }
    return transaction;
  }

  /** Deletes an organisation with all members, invitations and services. */
  static Transaction delete(OrganisationRecord source, OrganisationPartition found) {
    OrganisationId id = source.organisation().id();
    Transaction transaction =
        new Transaction().delete(OrganisationRecord.key(id), unchanged(source), ELSE);
    for (Item item : sides(found)) {
      transaction
          .delete(item.key(), UserPartition.same(item), ELSE)
          .delete(OrganisationPartition.userSide(item), UserPartition.same(item), ELSE);
    }
    found
        .services()
        .forEach(service -> transaction.delete(service.key(), Condition.present(), ELSE));
    return transaction;
  }

  /**
   * Deletes a service with its groups, wherever a member is in them or an invitation offers them.
   */
  static Transaction deleteService(
      OrganisationServiceRecord source,
      OrganisationRecord organisation,
      OrganisationPartition found) {
    ServiceId service = source.service().id();
    Key key = OrganisationServiceRecord.key(source.service().organisation(), service);
    Condition unchanged =
        Condition.present()
            .equal("revision", source.service().revision())
            .equal(Additions.ATTRIBUTE, source.additions());
    Transaction transaction =
        new Transaction()
            .delete(key, unchanged, ELSE)
            .require(
                OrganisationRecord.key(organisation.organisation().id()),
                unchanged(organisation),
                ELSE);
    for (Item item : sides(found)) {
      Set<String> groups = groupsOf(service, item);
      if (!groups.isEmpty()) {
        transaction.update(
            item.key(),
            new Change().delete(Groups.ATTRIBUTE, groups),
            UserPartition.same(item),
            ELSE);
      }
    }
    return transaction;
  }

  /** Writes a name on the organisation's record; a job writes the copies. */
  static Transaction beginRename(OrganisationRecord source, Organisation newer, JobRecord job) {
    Transaction transaction =
        new Transaction()
            .update(
                OrganisationRecord.key(newer.id()),
                SourceJobs.begin(
                    OrganisationRecord.rename(newer.name(), newer.revision()), job.id()),
                Condition.present()
                    .equal("revision", source.organisation().revision())
                    .equalOrAbsent(SourceJobs.MOVES, source.moves()),
                ELSE);
    job.after(source.moves()).begin(transaction);
    return transaction;
  }

  /** Ends an organisation or a service of this revision; a job removes the copies. */
  static Transaction beginSweep(Key source, long revision, JobRecord job) {
    Transaction transaction =
        new Transaction()
            .put(
                EndedRecord.item(source, job.id()),
                Condition.present().equal("revision", revision),
                ELSE);
    Endings.write(transaction, source, true);
    job.begin(transaction);
    return transaction;
  }

  private static Condition unchanged(OrganisationRecord source) {
    return Condition.present()
        .equal("revision", source.organisation().revision())
        .equal(Additions.ATTRIBUTE, source.additions());
  }

  private static List<Item> sides(OrganisationPartition found) {
    return Stream.concat(found.members().stream(), found.invitations().stream()).toList();
  }

  static Set<String> groupsOf(ServiceId service, Item item) {
    return item.strings(Groups.ATTRIBUTE).stream()
        .filter(group -> Groups.service(group).filter(service::equals).isPresent())
        .collect(Collectors.toSet());
  }
}
