package dev.orgtable.maintenance;

import static java.util.stream.Collectors.joining;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.maintenance.Decision.Word;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The decisions of a person, by the key of the item. */
final class Decisions {

  private final Orgtable orgtable;
  private final List<Decision> all;
  private final Map<Key, Decision> byKey = new HashMap<>();
  private final Set<Key> used = ConcurrentHashMap.newKeySet();
  private final List<Key> absent = new ArrayList<>();

  private Decisions(Orgtable orgtable, List<Decision> all) {
    this.orgtable = orgtable;
    this.all = List.copyOf(all);
  }

  static Decisions none(Orgtable orgtable) {
    return new Decisions(orgtable, List.of());
  }

  /**
   * Returns the decisions after validating them.
   *
   * @throws Decision.Refused for the first that refers to a changed state, or cannot be executed
   */
  static Decisions checked(Orgtable orgtable, Context context, List<Decision> all) {
    Decisions decisions = new Decisions(orgtable, all);
    for (int index = 0; index < all.size(); index++) {
      Decision decision = all.get(index);
      if (decisions.byKey.put(decision.key(), decision) != null) {
        throw new Decision.Refused(index, decision.key() + " has two decisions");
      }
      Table table = context.open();
      Optional<Item> item = table.get(decision.key(), Consistency.STRONG);
      if (item.isEmpty()) {
        decisions.absent.add(decision.key());
      }
      int at = index;
      item.flatMap(found -> objection(table, found, decision))
          .ifPresent(
              why -> {
                throw new Decision.Refused(at, why);
              });
    }
    return decisions;
  }

  /** An item that is gone needs no decision any more; perhaps an interrupted run executed it. */
  private static Optional<String> objection(Table table, Item item, Decision decision) {
    boolean organisation = OrganisationRecord.from(item).isPresent();
    Set<Word> choices = choices(item, organisation);
    if (!choices.contains(decision.word())) {
      return Optional.of(
          item.key()
              + ": "
              + decision.word().name().toLowerCase(Locale.ROOT)
              + " is not one of its choices, which are "
              + choices.stream().map(Word::name).collect(joining(", ")).toLowerCase(Locale.ROOT));
    }
    if (organisation
        && OwnerCountRepair.read(table, Keys.organisationOf(item.key()).orElseThrow()).count()
            > 0) {
      return decision.word() == Word.OWNER
          ? Optional.empty()
          : Optional.of(item.key() + " has an owner: nothing to decide");
    }
    Set<EmailAddress> members =
        organisation
            ? OwnerCountRepair.candidates(table, Keys.organisationOf(item.key()).orElseThrow())
            : Set.of();
    String seen = organisation ? OwnerCountRepair.seen(item, members) : Fingerprint.of(item);
    if (!seen.equals(decision.seen())) {
      return Optional.of(item.key() + " has changed since it was decided: plan again");
    }
    return switch (decision.word()) {
      case DELETE -> Optional.empty();
      case OWNER ->
          members.contains(EmailAddress.of(decision.argument()))
              ? Optional.empty()
              : Optional.of(decision.argument() + " is not an active member of " + item.key().id());
      case RENAME -> renaming(item, decision.argument());
    };
  }

  /** Returns the possible decisions about an item, judged by its own record. */
  private static Set<Word> choices(Item item, boolean organisation) {
    if (organisation) {
      return EnumSet.of(Word.OWNER, Word.DELETE);
    }
    boolean misnamed =
        Layout.version(item) == 0 && Misnamed.of(item).filter(Misnamed::isSource).isPresent();
    return misnamed ? EnumSet.of(Word.DELETE, Word.RENAME) : EnumSet.of(Word.DELETE);
  }

  private static Optional<String> renaming(Item item, String name) {
    try {
      return switch (item.key().rng()) {
        case Keys.USER -> check(EmailAddress.of(name).value());
        case Keys.ORGANISATION -> check(OrganisationId.of(name).value());
        default -> Optional.of(item.key() + " is neither a user nor an organisation: no rename");
      };
    } catch (InvalidInput e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> check(String valid) {
    return valid.isEmpty() ? Optional.of("not a valid name") : Optional.empty();
  }

  /** Returns the decision about the item with this key. */
  Optional<Decision> about(Key key) {
    Optional<Decision> found = Optional.ofNullable(byKey.get(key));
    found.ifPresent(decision -> used.add(key));
    return found;
  }

  /** Returns the fix of an item: as decided, if a decision is possible and was made. */
  Fix apply(Item item, Fix fix) {
    if (!fix.choices().contains(Word.DELETE)) {
      return fix;
    }
    return about(item.key())
        .filter(decision -> decision.word() == Word.DELETE)
        .filter(decision -> decision.seen().equals(fix.seen()))
        .map(decision -> Fix.removal(item, "as decided"))
        .orElse(fix);
  }

  /**
   * Gives an organisation an owner, or deletes it, as decided.
   *
   * @return what was or will be done; empty if there is no decision, or it cannot be executed yet
   */
  Optional<String> ofOrganisation(Key key, String seen, boolean apply) {
    Optional<Decision> decision = about(key).filter(each -> each.seen().equals(seen));
    OrganisationId organisation = Keys.organisationOf(key).orElseThrow();
    try {
      return decision.map(each -> ofOrganisation(organisation, each, apply));
    } catch (UpgradeRequired | UnreadableRecord | MemberNotFound | OrganisationNotFound e) {
      return Optional.empty();
    }
  }

  private String ofOrganisation(OrganisationId organisation, Decision decision, boolean apply) {
    return switch (decision.word()) {
      case OWNER -> own(organisation, decision.argument(), apply);
      case DELETE -> delete(organisation, apply);
      case RENAME ->
          throw new IllegalStateException("an organisation without an owner: " + decision);
    };
  }

  private String own(OrganisationId organisation, String owner, boolean apply) {
    if (apply) {
      orgtable.memberships().addToGroups(EmailAddress.of(owner), organisation, Set.of(Group.OWNER));
    }
    return "its owner is " + owner + ", as decided";
  }

  private String delete(OrganisationId organisation, boolean apply) {
    String rest = "";
    if (apply) {
      rest =
          orgtable
              .organisations()
              .delete(organisation)
              .map(job -> "; the rest is deleted by job " + job)
              .orElse("");
    }
    return "deleted, as decided" + rest;
  }

  /** Reports the decisions whose items did not exist when validated. */
  <C extends Enum<C>> void reportAbsent(C code, Consumer<Step<C>> reported) {
    absent.forEach(key -> reported.accept(Step.gone(code, key)));
  }

  /** Reports the decisions that were not executed although their items still exist. */
  <C extends Enum<C>> void reportUnused(Context context, C code, Consumer<Step<C>> reported) {
    for (Decision decision : all) {
      boolean there =
          !used.contains(decision.key())
              && context.open().get(decision.key(), Consistency.STRONG).isPresent();
      if (there) {
        reported.accept(Step.left(code, decision.key(), "decided, but needs no decision"));
      }
    }
  }
}
