package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Items that stand for nothing, and how they go. */
final class LeftOvers {

  private LeftOvers() {}

  /** Leaves an item that is no record under one of our keys to a person. */
  static Mending strange(Item item) {
    return Mending.deletable(
        item,
        switch (Provenance.of(item)) {
          case NEWER -> "its version is not known here: see what wrote it";
          case GHOST ->
              item.value("v").isPresent()
                  ? "it was a record, but its type is lost: write typ again, or delete it"
                  : "no record: " + Provenance.describe(item) + "; delete it if nobody needs it";
          default ->
              "not ours, and in the place of a record: "
                  + Provenance.describe(item)
                  + "; see what wrote it";
        });
  }

  /** Removes what only an update of the original Go program can have made; see {@link #strange}. */
  static Mending ghost(Item item) {
    return Provenance.isMistake(item) && item.value("typ").isEmpty()
        ? Mending.removal(item, "no record")
        : strange(item);
  }

  /**
   * Removes a record under a wrong key, which no operation reads, if the very same stands under the
   * key that its fields tell.
   */
  static Mending misplaced(Table table, Item item) {
    if (item.key().isOurs()) {
      return Mending.deletable(item, "its type is not that of its key: see which of them is wrong");
    }
    Optional<Key> place = place(item).filter(key -> !key.equals(item.key()));
    Optional<Item> standing =
        place
            .flatMap(key -> table.get(key, Consistency.STRONG))
            .filter(found -> found.is(item.text("typ")));
    if (standing.isEmpty()) {
      return Mending.deletable(
          item,
          place
              .map(key -> "its fields tell another key, where none stands: " + key)
              .orElse("its key is none of its type, nor do its fields tell one"));
    }
    if (!item.key().isOfUsers() && !item.key().isOfOrganisations()) {
      return Mending.deletable(
          item, "the same as the one at " + place.get() + ", in a partition that is none of ours");
    }
    if (!Mending.isSame(Optional.of(item.at(place.get())), standing)) {
      return Mending.deletable(
          item, "read by nobody, and not the same as the one at " + place.get());
    }
    return Mending.by(
        "removed: the same as the one at " + place.get() + ", and read by nobody",
        new Transaction()
            .delete(item.key(), Condition.same(item), Mending.CHANGED)
            .require(place.get(), Condition.exists(), Mending.CHANGED));
  }

  /** Reads the organisation that a record belongs to. */
  static Optional<Item> organisationOf(Table table, Item item) {
    return item.key()
        .organisation()
        .flatMap(id -> table.get(OrganisationRecord.key(id), Consistency.STRONG));
  }

  /**
   * Writes a service as it must be, or removes it where its organisation is gone; empty if the
   * record is misplaced.
   */
  static Optional<Mending> service(Item item, Optional<Item> organisation, String what) {
    Optional<Key> owner = item.key().organisation().map(OrganisationRecord::key);
    return Sources.service(item)
        .map(
            right -> {
              Optional<Item> standing = organisation.filter(found -> !EndedRecord.is(found));
              if (standing.filter(found -> !found.is(OrganisationRecord.TYP)).isPresent()) {
                return Mending.none("what stands at " + owner.orElseThrow() + " cannot be read");
              }
              Transaction transaction = new Transaction();
              Mending.become(
                  transaction, item.key(), Optional.of(item), standing.map(there -> right));
              transaction.require(
                  owner.orElseThrow(),
                  organisation
                      .map(found -> Condition.same(found, Set.of("typ")))
                      .orElseGet(Condition::absent),
                  Mending.CHANGED);
              return Mending.by(
                  standing.isPresent() ? what : "removed: its organisation is gone", transaction);
            });
  }

  private static Optional<Key> place(Item item) {
    Optional<UserId> user = named(item.text("email"), UserId::of);
    Optional<OrganisationId> organisation = named(item.text("organisationId"), OrganisationId::of);
    return switch (item.text("typ")) {
      case UserRecord.TYP -> user.map(UserRecord::key);
      case OrganisationRecord.TYP -> organisation.map(OrganisationRecord::key);
      case OrganisationServiceRecord.TYP ->
          organisation.flatMap(
              of ->
                  named(item.text("serviceId"), ServiceId::of)
                      .map(id -> OrganisationServiceRecord.key(of, id)));
      case UserOrganisationRecord.TYP ->
          organisation.flatMap(of -> user.map(id -> UserOrganisationRecord.key(id, of)));
      case OrganisationGroupMemberRecord.TYP ->
          organisation.flatMap(of -> user.map(id -> OrganisationGroupMemberRecord.key(of, id)));
      case OrganisationInvitationRecord.TYP ->
          organisation.flatMap(of -> user.map(id -> OrganisationInvitationRecord.key(of, id)));
      default -> Optional.empty();
    };
  }

  private static <T> Optional<T> named(String text, Function<String, T> birth) {
    try {
      return Optional.of(birth.apply(text));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
