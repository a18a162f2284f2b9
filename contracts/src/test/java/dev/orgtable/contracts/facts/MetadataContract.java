package dev.orgtable.contracts.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Mention;
import dev.orgtable.store.FactStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of metadata: where it is stored, what keeps it, and what ends it. */
final class MetadataContract extends TableContract {

  private static final String METADATA = "metadata";
  private static final Map<String, String> PLAN = Map.of("plan", "pro");
  private static final int WRITERS = 8;

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    List.of(ANN, BOB).forEach(this::user);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
  }

  private FactStore facts() {
    return orgtable().facts();
  }

  /** The facts of a user, an organisation or a membership. */
  private interface Subject {
    Facts get(FactStore from);

    Outcome<Facts> patch(FactStore to, Map<String, String> with);

    default Map<String, String> metadata(FactStore from) {
      return get(from).metadata().entries();
    }
  }

  private static Facts patched(Facts present, Map<String, String> with) {
    return present.withMetadata(present.metadata().patched(with));
  }

  private static Subject of(EmailAddress user) {
    return new Subject() {
      @Override
      public Facts get(FactStore from) {
        return from.get(user);
      }

      @Override
      public Outcome<Facts> patch(FactStore to, Map<String, String> with) {
        return to.change(user, present -> patched(present, with));
      }
    };
  }

  private static Subject of(OrganisationId organisation) {
    return new Subject() {
      @Override
      public Facts get(FactStore from) {
        return from.get(organisation);
      }

      @Override
      public Outcome<Facts> patch(FactStore to, Map<String, String> with) {
        return to.change(organisation, present -> patched(present, with));
      }
    };
  }

  private static Subject of(EmailAddress user, OrganisationId organisation) {
    return new Subject() {
      @Override
      public Facts get(FactStore from) {
        return from.get(user, organisation);
      }

      @Override
      public Outcome<Facts> patch(FactStore to, Map<String, String> with) {
        return to.change(user, organisation, present -> patched(present, with));
      }
    };
  }

  private static List<Subject> all() {
    return List.of(of(BOB), of(ACME), of(BOB, ACME));
  }

  private static Map<String, String> removing(String key) {
    return Collections.singletonMap(key, null);
  }

  @Test
  void keys_are_set_and_removed_and_all_others_stay() {
    for (Subject each : all()) {
      assertThat(each.get(facts())).isEqualTo(Facts.NONE);

      Outcome<Facts> first = each.patch(facts(), Map.of("plan", "pro", "seat", ""));
      Outcome<Facts> second = each.patch(facts(), removing("plan"));
      Outcome<Facts> third = each.patch(facts(), removing("plan"));

      assertThat(first.effect()).isEqualTo(Outcome.Effect.UPDATED);
      assertThat(first.value().metadata())
          .isEqualTo(Metadata.of(Map.of("plan", "pro", "seat", "")));
      assertThat(second.value().metadata()).isEqualTo(Metadata.of(Map.of("seat", "")));
      assertThat(third.effect()).isEqualTo(Outcome.Effect.UNCHANGED);
      assertThat(each.metadata(facts())).isEqualTo(Map.of("seat", ""));
    }
  }

  @Test
  void a_change_writes_one_attribute_with_its_event_and_leaves_no_trace_when_undone() {
    for (Subject each : all()) {
      List<Map<String, AttributeValue>> before = items();
      resetCost();
      each.patch(facts(), PLAN);
      Cost change = cost();
      List<Map<String, AttributeValue>> after = items();

      assertThat(change.writeUnits()).isEqualTo(4);
      assertThat(after).filteredOn(item -> !before.contains(item)).hasSize(1);
      assertThat(after).filteredOn(item -> item.containsKey(METADATA)).hasSize(1);
      each.patch(facts(), removing("plan"));
      assertThat(items()).noneMatch(item -> item.containsKey(METADATA));
    }
  }

  @Test
  void a_change_leaves_the_revision_and_is_in_no_copy() {
    long user = orgtable().users().get(BOB).revision();
    long organisation = orgtable().organisations().get(ACME).revision();

    all().forEach(each -> each.patch(facts(), PLAN));

    assertThat(orgtable().users().get(BOB).revision()).isEqualTo(user);
    assertThat(orgtable().organisations().get(ACME).revision()).isEqualTo(organisation);
    assertThat(itemsNaming(METADATA)).hasSize(3);
  }

  @Test
  void facts_of_an_absent_user_or_member_are_not_found() {
    assertThatThrownBy(() -> facts().get(CAT)).isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> facts().get(BETA)).isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> facts().get(ANN, BETA)).isInstanceOf(MemberNotFound.class);
    assertThatThrownBy(() -> of(CAT).patch(facts(), PLAN)).isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> of(BETA).patch(facts(), PLAN))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> of(CAT, ACME).patch(facts(), PLAN)).isInstanceOf(MemberNotFound.class);
  }

  @Test
  void a_user_deleted_before_the_write_is_not_created_by_it() {
    Orgtable late =
        meanwhile(
            () -> {
              orgtable().memberships().remove(BOB, ACME);
              orgtable().users().delete(BOB);
            });

    assertThatThrownBy(() -> of(BOB).patch(late.facts(), PLAN)).isInstanceOf(UserNotFound.class);
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void writers_at_once_lose_no_key_and_exceed_no_limit() {
    for (Subject each : all()) {
      each.patch(facts(), entries("old", Metadata.MOST_KEYS - WRITERS / 2));
      List<Supplier<String>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String key = "new" + i;
        writers.add(() -> attempt(each, key));
      }

      List<String> outcomes = AtOnce.answers(AtOnce.call(writers));

      assertThat(outcomes).filteredOn("written"::equals).hasSize(WRITERS / 2);
      assertThat(each.metadata(facts())).hasSize(Metadata.MOST_KEYS);
    }
  }

  private String attempt(Subject subject, String key) {
    try {
      subject.patch(facts(), Map.of(key, "x"));
      return "written";
    } catch (InvalidInput e) {
      return "refused";
    }
  }

  private static Map<String, String> entries(String prefix, int count) {
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < count; i++) {
      entries.put(prefix + i, "x");
    }
    return entries;
  }

  @Test
  void the_limits_hold_on_the_table() {
    String most = "x".repeat(Metadata.MOST_BYTES - "plan".length());

    for (Subject each : all()) {
      each.patch(facts(), Map.of("plan", most));

      assertThat(each.metadata(facts())).containsEntry("plan", most);
      assertThatThrownBy(() -> each.patch(facts(), Map.of("p", "")))
          .hasMessageStartingWith("metadata must be at most 4096 bytes in all, and would be 4097");
    }
    assertThat(orgtable().memberships().check(Check.inGroup(BOB, ACME, STAFF)).allowed()).isTrue();
  }

  @Test
  void facts_move_with_the_user() {
    of(BOB).patch(facts(), PLAN);
    of(BOB, ACME).patch(facts(), Map.of("seat", "4"));

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(of(CAT).metadata(facts())).isEqualTo(PLAN);
    assertThat(of(CAT, ACME).metadata(facts())).isEqualTo(Map.of("seat", "4"));
  }

  @Test
  void facts_that_change_during_a_move_are_not_lost() {
    move(BOB, CAT, () -> of(BOB).patch(facts(), PLAN));
    assertThat(of(CAT).metadata(facts())).isEqualTo(PLAN);
    move(CAT, BOB, () -> of(CAT, ACME).patch(facts(), PLAN));
    assertThat(of(BOB, ACME).metadata(facts())).isEqualTo(PLAN);
    move(BOB, CAT, () -> of(BOB).patch(facts(), removing("plan")));
    assertThat(of(CAT).metadata(facts())).isEmpty();
    move(CAT, BOB, () -> of(CAT, ACME).patch(facts(), removing("plan")));
    assertThat(of(BOB, ACME).metadata(facts())).isEmpty();
  }

  private void move(EmailAddress from, EmailAddress to, Runnable meanwhile) {
    meanwhile(meanwhile).users().changeAddress(from, to);
  }

  @Test
  void facts_move_by_a_job() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of());
    Subject member = of(CAT, BusyUser.organisation(0));
    of(BOB).patch(facts(), PLAN);
    of(BOB, BusyUser.organisation(0)).patch(facts(), PLAN);

    Orgtable moving = meanwhile(() -> of(BOB).patch(facts(), Map.of("seat", "4")));
    moving.users().changeAddress(BOB, CAT);

    assertThat(of(CAT).metadata(facts())).isEqualTo(Map.of("plan", "pro", "seat", "4"));
    assertThatThrownBy(() -> of(BOB).get(facts())).isInstanceOf(UserNotFound.class);
    work();
    assertThat(member.metadata(facts())).isEqualTo(PLAN);
  }

  @Test
  void facts_stay_when_anything_else_changes() {
    all().forEach(each -> each.patch(facts(), PLAN));

    orgtable().users().change(BOB, present -> profile(CAT), present -> true);
    orgtable().organisations().rename(ACME, "Renamed");
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER));
    orgtable().memberships().suspend(BOB, ACME);
    orgtable().memberships().updateDetails(BOB, ACME, profile(DAN));

    assertThat(all()).allMatch(each -> each.metadata(facts()).equals(PLAN));
    orgtable().memberships().reactivate(BOB, ACME);
    orgtable().memberships().transferOwnership(ACME, BOB, ANN);
    assertThat(of(BOB, ACME).metadata(facts())).isEqualTo(PLAN);
  }

  @Test
  void facts_end_with_what_they_are_about() {
    all().forEach(each -> each.patch(facts(), PLAN));

    orgtable().memberships().remove(BOB, ACME);
    orgtable().memberships().addMember(BOB, ACME, Set.of());

    assertThat(of(BOB, ACME).metadata(facts())).isEmpty();
    orgtable().users().delete(BOB);
    user(BOB);
    assertThat(of(BOB).metadata(facts())).isEmpty();
    orgtable().organisations().delete(ACME);
    organisation(ACME, ANN);
    assertThat(of(ACME).metadata(facts())).isEmpty();
    assertThat(itemsNaming(METADATA)).isEmpty();
  }

  @Test
  void facts_end_at_once_when_a_job_deletes() {
    new Crowd(client(), tableName, ACME).join(101, Set.of(STAFF));
    all().forEach(each -> each.patch(facts(), PLAN));

    orgtable().organisations().delete(ACME);

    assertThatThrownBy(() -> of(ACME).get(facts())).isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> of(ACME).patch(facts(), PLAN))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> of(BOB, ACME).get(facts())).isInstanceOf(MemberNotFound.class);
    assertThatThrownBy(() -> of(BOB, ACME).patch(facts(), PLAN)).isInstanceOf(MemberNotFound.class);
    work();
    assertThat(itemsNaming(METADATA)).hasSize(1);
  }

  @Test
  void offboarding_deletes_facts_about_a_user_and_reports_other_mentions() {
    Map<String, String> mention = Map.of("contact", BOB.value());
    all().forEach(each -> each.patch(facts(), mention));

    Maintenance.of(orgtable()).offboarding().apply(BOB);

    List<Mention> mentions = new ArrayList<>();
    Maintenance.of(orgtable()).offboarding().mentions(BOB, mentions::add);
    assertThat(mentions)
        .filteredOn(each -> !each.isKept())
        .extracting(Mention::rng, Mention::attribute)
        .containsExactly(Tuple.tuple("organisation", METADATA));
  }

  @Test
  void malformed_metadata_is_left_out_reported_and_repaired() {
    AttributeValue one = AttributeValue.fromS("1");
    AttributeValue odd =
        AttributeValue.fromM(
            Map.of(
                "plan",
                one,
                "a b",
                one,
                "n",
                AttributeValue.fromN("1"),
                "c",
                AttributeValue.fromS("\u0000")));
    List<List<String>> keys =
        List.of(
            List.of("user/" + BOB, "user"),
            List.of("organisation/acme", "organisation"),
            List.of("organisation/acme", "organisationGroupMember/" + BOB));
    for (AttributeValue value :
        List.of(odd, AttributeValue.fromS("text"), AttributeValue.fromM(Map.of()))) {
      keys.forEach(key -> set(key.get(0), key.get(1), value));
      Map<String, String> readable = value.equals(odd) ? Map.of("plan", "1") : Map.of();

      assertThat(all()).allMatch(each -> each.metadata(facts()).equals(readable));
      assertThat(violations())
          .extracting(Object::toString)
          .hasSize(3)
          .allMatch(violation -> violation.contains("ODD_VALUE"));
      Maintenance.of(orgtable()).repair().apply(step -> {});

      assertThat(violations()).isEmpty();
      assertThat(all()).allMatch(each -> each.metadata(facts()).equals(readable));
    }
  }

  @Test
  void malformed_metadata_moves_with_the_user_and_can_be_replaced() {
    set("user/" + BOB, "user", AttributeValue.fromS("text"));

    orgtable().users().changeAddress(BOB, CAT);
    assertThat(of(CAT).patch(facts(), PLAN).value().metadata().entries()).isEqualTo(PLAN);
  }

  private void set(String id, String rng, AttributeValue metadata) {
    Map<String, AttributeValue> item = new HashMap<>(item(id, rng));
    item.put(METADATA, metadata);
    put(item);
  }
}
