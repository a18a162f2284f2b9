package dev.orgtable.contracts.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.User;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Mention;
import dev.orgtable.store.FactStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of external ids: who has one, who gets it, how it is found, and what ends it. */
final class ExternalIdsContract extends TableContract {

  private static final ExternalId X = ExternalId.of("crm-1");
  private static final ExternalId Y = ExternalId.of("a/b c");
  private static final int ROUNDS = 10;

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    List.of(ANN, BOB).forEach(this::user);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
  }

  private FactStore facts() {
    return orgtable().facts();
  }

  private static Outcome<Facts> set(Orgtable to, EmailAddress user, ExternalId id) {
    return to.facts().change(user, present -> present.withExternalId(id));
  }

  private static Outcome<Facts> set(Orgtable to, OrganisationId organisation, ExternalId id) {
    return to.facts().change(organisation, present -> present.withExternalId(id));
  }

  private Optional<EmailAddress> userWith(ExternalId id) {
    Optional<EmailAddress> address = facts().findAddress(id);
    assertThat(facts().findUser(id).map(User::email)).isEqualTo(address);
    return address;
  }

  private Optional<OrganisationId> organisationWith(ExternalId id) {
    Optional<OrganisationId> organisation = facts().findOrganisationId(id);
    assertThat(facts().findOrganisation(id).map(Organisation::id)).isEqualTo(organisation);
    return organisation;
  }

  @Test
  void a_user_is_found_by_the_id_until_it_is_replaced_or_removed() {
    assertThat(userWith(X)).isEmpty();

    set(orgtable(), BOB, X);
    assertThat(userWith(X)).contains(BOB);
    assertThat(facts().get(BOB).externalId()).isEqualTo(X);

    set(orgtable(), BOB, Y);
    assertThat(userWith(X)).isEmpty();
    assertThat(userWith(Y)).contains(BOB);

    facts().change(BOB, Facts::withoutExternalId);
    assertThat(userWith(Y)).isEmpty();
    assertThat(itemsNaming("externalId")).isEmpty();
  }

  @Test
  void an_organisation_is_found_by_the_id_until_it_is_replaced_or_removed() {
    assertThat(organisationWith(X)).isEmpty();

    set(orgtable(), ACME, X);
    assertThat(organisationWith(X)).contains(ACME);

    set(orgtable(), ACME, Y);
    assertThat(organisationWith(X)).isEmpty();
    assertThat(organisationWith(Y)).contains(ACME);

    facts().change(ACME, Facts::withoutExternalId);
    assertThat(organisationWith(Y)).isEmpty();
    assertThat(itemsNaming("externalId")).isEmpty();
  }

  @Test
  void an_id_is_unique_among_users_and_among_organisations() {
    organisation(BETA, ANN);
    set(orgtable(), BOB, X);
    set(orgtable(), ACME, X);

    assertThatThrownBy(() -> set(orgtable(), ANN, X))
        .isInstanceOfSatisfying(
            ExternalIdTaken.class, taken -> assertThat(taken.externalId()).isEqualTo(X.value()));
    assertThatThrownBy(() -> set(orgtable(), BETA, X)).isInstanceOf(ExternalIdTaken.class);

    assertThat(userWith(X)).contains(BOB);
    assertThat(organisationWith(X)).contains(ACME);
    assertThat(set(orgtable(), BOB, X).effect()).isEqualTo(Outcome.Effect.UNCHANGED);
    assertThat(facts().get(ANN)).isEqualTo(Facts.NONE);
  }

  @Test
  void of_many_at_once_one_gets_the_id() {
    List<EmailAddress> users = List.of(ANN, BOB, CAT, DAN);
    List.of(CAT, DAN).forEach(this::user);
    for (int i = 0; i < ROUNDS; i++) {
      ExternalId id = ExternalId.of("round-" + i);
      List<Supplier<Outcome<Facts>>> calls = new ArrayList<>();
      users.forEach(user -> calls.add(() -> set(orgtable(), user, id)));

      List<AtOnce.Outcome<Outcome<Facts>>> outcomes = AtOnce.call(calls);

      assertThat(AtOnce.answers(outcomes)).hasSize(1);
      assertThat(AtOnce.refusals(outcomes)).hasSize(3).hasOnlyElementsOfType(ExternalIdTaken.class);
      assertThat(users).filteredOn(user -> id.equals(facts().get(user).externalId())).hasSize(1);
      assertThat(userWith(id)).isPresent();
    }
  }

  @Test
  void an_external_id_that_another_got_before_the_write_is_refused() {
    organisation(BETA, ANN);

    Orgtable late = meanwhile(() -> set(orgtable(), ANN, X));
    assertThatThrownBy(() -> set(late, BOB, X)).isInstanceOf(ExternalIdTaken.class);
    assertThat(userWith(X)).contains(ANN);
    Orgtable later = meanwhile(() -> set(orgtable(), BETA, X));
    assertThatThrownBy(() -> set(later, ACME, X)).isInstanceOf(ExternalIdTaken.class);
    assertThat(organisationWith(X)).contains(BETA);
  }

  @Test
  void two_who_change_one_user_leave_one_id() {
    set(orgtable(), BOB, X);

    set(meanwhile(() -> set(orgtable(), BOB, Y)), BOB, ExternalId.of("third"));

    assertThat(itemsNaming("crm-1")).isEmpty();
    assertThat(userWith(Y)).isEmpty();
    assertThat(userWith(ExternalId.of("third"))).contains(BOB);
  }

  @Test
  void a_patch_of_metadata_leaves_the_id_and_the_other_way_round() {
    facts().change(BOB, present -> present.withMetadata(Metadata.of(Map.of("plan", "pro"))));
    set(orgtable(), BOB, X);

    Orgtable late =
        meanwhile(
            () ->
                facts()
                    .change(BOB, present -> present.withMetadata(Metadata.of(Map.of("a", "b")))));
    set(late, BOB, Y);

    assertThat(facts().get(BOB)).isEqualTo(new Facts(Y, Metadata.of(Map.of("a", "b"))));
    assertThat(userWith(Y)).contains(BOB);
  }

  @Test
  void a_deletion_frees_the_id() {
    set(orgtable(), BOB, X);
    set(orgtable(), ACME, X);

    orgtable().users().delete(BOB);
    orgtable().organisations().delete(ACME);

    assertThat(itemsNaming(X)).isEmpty();
    set(orgtable(), ANN, X);
    assertThat(userWith(X)).contains(ANN);
  }

  @Test
  void an_id_that_is_set_during_a_deletion_ends_with_it() {
    meanwhile(() -> set(orgtable(), BOB, X)).users().delete(BOB);
    meanwhile(() -> set(orgtable(), ACME, X)).organisations().delete(ACME);

    assertThat(itemsNaming(X)).isEmpty();
  }

  @Test
  void an_id_that_is_removed_during_a_deletion_may_pass_to_another_one() {
    user(CAT);
    set(orgtable(), BOB, X);

    Orgtable deleting =
        meanwhile(
            () -> {
              facts().change(BOB, Facts::withoutExternalId);
              set(orgtable(), CAT, X);
            });
    deleting.users().delete(BOB);

    assertThat(userWith(X)).contains(CAT);
  }

  @Test
  void a_user_deleted_before_the_write_gets_no_external_id() {
    Orgtable late = meanwhile(() -> orgtable().users().delete(BOB));
    assertThatThrownBy(() -> set(late, BOB, X)).isInstanceOf(UserNotFound.class);

    Orgtable later = meanwhile(() -> orgtable().organisations().delete(ACME));
    assertThatThrownBy(() -> set(later, ACME, X)).isInstanceOf(OrganisationNotFound.class);
    assertThat(itemsNaming(X)).isEmpty();
  }

  @Test
  void a_deletion_by_a_job_frees_the_id_at_once() {
    new Crowd(client(), tableName, ACME).join(101, Set.of(STAFF));
    new BusyUser(orgtable(), BOB).join(ANN, Set.of());
    set(orgtable(), ACME, X);
    set(orgtable(), BOB, X);

    meanwhile(() -> set(orgtable(), BOB, Y)).users().delete(BOB);
    meanwhile(() -> set(orgtable(), ACME, Y)).organisations().delete(ACME);

    assertThat(userWith(X).or(() -> userWith(Y))).isEmpty();
    assertThat(organisationWith(X).or(() -> organisationWith(Y))).isEmpty();
    set(orgtable(), ANN, X);
    work();
    assertThat(userWith(X)).contains(ANN);
    assertThat(itemsNaming("a/b c")).isEmpty();
  }

  @Test
  void an_id_moves_with_the_user() {
    set(orgtable(), BOB, X);

    orgtable().users().changeAddress(BOB, CAT);
    assertThat(userWith(X)).contains(CAT);

    meanwhile(() -> set(orgtable(), CAT, Y)).users().changeAddress(CAT, DAN);
    assertThat(userWith(X)).isEmpty();
    assertThat(userWith(Y)).contains(DAN);
    assertThat(itemsNaming("externalId")).hasSize(2);
  }

  @Test
  void an_id_moves_at_once_when_a_job_moves_the_memberships() {
    new BusyUser(orgtable(), BOB).join(ANN, Set.of());
    set(orgtable(), BOB, X);

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(userWith(X)).contains(CAT);
    set(orgtable(), CAT, Y);
    assertThat(violations()).isEmpty();
    work();
    assertThat(userWith(Y)).contains(CAT);
  }

  @Test
  void a_user_who_moves_between_the_reads_is_found() {
    set(orgtable(), BOB, X);

    Orgtable reader =
        on(
            InterleavingClient.beforeReadingAgain(
                client(), () -> orgtable().users().changeAddress(BOB, CAT)));

    assertThat(reader.facts().findUser(X).map(User::email)).contains(CAT);
  }

  @Test
  void an_id_that_passes_to_another_one_between_the_reads_is_of_that_one() {
    set(orgtable(), BOB, X);

    Orgtable reader =
        on(
            InterleavingClient.beforeReadingAgain(
                client(),
                () -> {
                  facts().change(BOB, Facts::withoutExternalId);
                  set(orgtable(), ANN, X);
                }));

    assertThat(reader.facts().findUser(X).map(User::email)).contains(ANN);
  }

  @Test
  void offboarding_leaves_no_record_that_leads_to_the_user() {
    set(orgtable(), BOB, X);
    List<Mention> before = new ArrayList<>();
    var offboarding = Maintenance.of(orgtable()).offboarding();
    offboarding.mentions(BOB, before::add);
    before.removeIf(Mention::isKept);

    assertThat(before).allMatch(offboarding.plan(BOB)::covers);
    offboarding.apply(BOB);

    List<Mention> after = new ArrayList<>();
    offboarding.mentions(BOB, after::add);
    after.removeIf(Mention::isKept);
    assertThat(after).isEmpty();
  }

  @Test
  void offboarding_does_not_cover_an_id_of_somebody_else_that_contains_the_address() {
    set(orgtable(), ANN, ExternalId.of("crm/" + BOB));
    set(orgtable(), BOB, X);
    var offboarding = Maintenance.of(orgtable()).offboarding();
    List<Mention> others = new ArrayList<>();

    offboarding.mentions(BOB, others::add);
    others.removeIf(Mention::isKept);
    others.removeIf(offboarding.plan(BOB)::covers);

    assertThat(others)
        .extracting(Mention::rng, Mention::attribute)
        .containsExactlyInAnyOrder(
            tuple("user", "externalId"),
            tuple("userExternalId", "id"),
            tuple("userExternalId", "externalId"));
  }

  @Test
  void costs_of_an_external_id() {
    List<String> costs = new ArrayList<>();
    cost(costs, "set", () -> set(orgtable(), BOB, X));
    cost(costs, "replace", () -> set(orgtable(), BOB, Y));
    cost(costs, "find the address", () -> facts().findAddress(Y));
    cost(costs, "find the user", () -> facts().findUser(Y));
    cost(costs, "find nobody", () -> facts().findUser(X));
    cost(costs, "taken", () -> refused(() -> set(orgtable(), ANN, Y)));
    cost(costs, "remove", () -> facts().change(BOB, Facts::withoutExternalId));

    assertThat(costs)
        .containsExactly(
            "set: 2 requests, 1 R, 6 W",
            "replace: 2 requests, 1 R, 8 W",
            "find the address: 1 requests, 1 R, 0 W",
            "find the user: 2 requests, 2 R, 0 W",
            "find nobody: 1 requests, 1 R, 0 W",
            "taken: 2 requests, 1 R, 6 W",
            "remove: 2 requests, 1 R, 6 W");
  }

  private static void refused(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(OrgtableException.class);
  }

  private void cost(List<String> costs, String name, Runnable call) {
    resetCost();
    call.run();
    Cost cost = cost();
    costs.add(
        "%s: %d requests, %.0f R, %.0f W"
            .formatted(name, cost.requests(), cost.readUnits(), cost.writeUnits()));
  }
}
