package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserIdNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.UpgradeKind;
import dev.orgtable.maintenance.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the ids of users: where they are stored, and what keeps them. */
final class UserIdsContract extends TableContract {

  private static final String USER_ID = "userId";

  @Test
  void a_user_has_an_id_and_is_found_by_it() {
    User ann = user(ANN);

    assertThat(orgtable().users().get(ann.id())).isEqualTo(orgtable().users().get(ANN));
    assertThat(orgtable().users().addresses(List.of(ann.id(), UserId.random(CREATED))))
        .isEqualTo(Map.of(ann.id(), ANN));
    assertThat(ann.id().value().charAt(14)).as("version").isEqualTo('7');
  }

  @Test
  void an_id_of_nobody_is_not_found() {
    UserId nobody = UserId.random(CREATED);

    assertThatThrownBy(() -> orgtable().users().get(nobody))
        .isInstanceOfSatisfying(
            UserIdNotFound.class, refusal -> assertThat(refusal.user()).isEqualTo(nobody));
  }

  @Test
  void both_sides_of_each_membership_have_the_id() {
    String ann = user(ANN).id().value();
    String bob = user(BOB).id().value();
    String cat = user(CAT).id().value();
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));
    orgtable().invitations().accept(CAT, ACME);

    assertThat(idsOfSides(ANN)).containsExactly(ann, ann);
    assertThat(idsOfSides(BOB)).containsExactly(bob, bob);
    assertThat(idsOfSides(CAT)).containsExactly(cat, cat);
    assertThat(orgtable().memberships().list(ACME, PageRequest.first(10)).items())
        .extracting(member -> member.userId().value())
        .containsExactly(ann, bob, cat);
  }

  @Test
  void a_user_created_by_an_acceptance_has_an_id() {
    user(ANN);
    organisation(ACME, ANN);
    var invitation = orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    String token = orgtable().invitations().issueToken(invitation);

    UserId id = orgtable().invitations().acceptByToken(token, profile(BOB)).userId();

    assertThat(orgtable().users().get(id).email()).isEqualTo(BOB);
    assertThat(idsOfSides(BOB)).containsExactly(id.value(), id.value());
  }

  @Test
  void an_id_survives_changes_of_the_profile_and_of_the_address() {
    UserId id = user(BOB).id();
    user(ANN);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    orgtable().users().put(User.of(BOB, new Profile("Robert", "", ""), CREATED));
    orgtable().users().changeAddress(BOB, CAT);

    assertThat(orgtable().users().get(id).email()).isEqualTo(CAT);
    assertThat(idsOfSides(CAT)).containsExactly(id.value(), id.value());
    assertThat(orgtable().memberships().get(CAT, ACME).userId()).isEqualTo(id);
    User next = user(BOB);
    assertThat(next.id()).isNotEqualTo(id);
    assertThat(orgtable().users().get(next.id()).email()).isEqualTo(BOB);
  }

  @Test
  void an_id_survives_a_change_of_address_by_a_job() {
    UserId id = user(BOB).id();
    user(ANN);
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(orgtable().users().get(id).email()).as("before the job").isEqualTo(CAT);
    assertThat(orgtable().users().addresses(List.of(id))).containsEntry(id, CAT);
    assertThatThrownBy(() -> orgtable().users().settledAddresses(List.of(id)))
        .isInstanceOf(InProgress.class)
        .hasMessageContaining(id.value());
    assertThat(violations()).isEmpty();
    work();
    assertThat(orgtable().users().settledAddresses(List.of(id))).containsEntry(id, CAT);
    assertThat(orgtable().users().get(id).email()).as("after it").isEqualTo(CAT);
    assertThat(orgtable().memberships().get(CAT, BusyUser.organisation(104)).userId())
        .isEqualTo(id);
  }

  @Test
  void a_deletion_leaves_nothing_that_leads_to_the_user() {
    UserId id = user(BOB).id();

    orgtable().users().delete(BOB);

    assertThatThrownBy(() -> orgtable().users().get(id)).isInstanceOf(UserIdNotFound.class);
    assertThat(itemsNaming(id)).isEmpty();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_deletion_by_a_job_leaves_nothing_that_leads_to_the_user() {
    UserId id = user(BOB).id();
    user(ANN);
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));

    orgtable().users().delete(BOB);

    assertThatThrownBy(() -> orgtable().users().get(id))
        .as("before")
        .isInstanceOf(UserIdNotFound.class);
    work();
    assertThat(itemsNaming(id)).isEmpty();
  }

  @Test
  void a_user_cannot_be_created_with_the_id_of_another() {
    User ann = user(ANN);
    User taken = new User(ann.id(), BOB, profile(BOB), CREATED, 0);

    assertThatThrownBy(() -> orgtable().users().create(taken)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> orgtable().users().put(taken)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(
            () -> orgtable().users().create(new User(ann.id(), ANN, profile(ANN), CREATED, 0)))
        .isInstanceOf(UserAlreadyExists.class);
    assertThat(orgtable().users().get(ann.id()).email()).isEqualTo(ANN);
  }

  @Test
  void a_user_who_moves_between_the_reads_is_found() {
    UserId id = user(BOB).id();

    var reader =
        on(
            InterleavingClient.beforeReadingAgain(
                client(), () -> orgtable().users().changeAddress(BOB, CAT)));

    assertThat(reader.users().get(id).email()).isEqualTo(CAT);
  }

  @Test
  void users_stored_without_an_id_get_one_by_an_upgrade() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    forgetIds();
    UserId before = idOf(BOB);

    assertThat(before).isEqualTo(UserId.derived(BOB));
    assertThat(orgtable().memberships().get(BOB, ACME).userId()).isEqualTo(before);
    assertThat(violations()).extracting(Violation::code).containsOnly(Violation.Code.USER_ID);
    List<Step<UpgradeKind>> steps = new ArrayList<>();
    Maintenance.of(orgtable()).upgrade().apply(steps::add);

    assertThat(steps).extracting(Step::code).containsOnly(UpgradeKind.USER_ID);
    assertThat(violations()).isEmpty();
    assertThat(orgtable().users().get(before).email()).isEqualTo(BOB);
    assertThat(idsOfSides(BOB)).containsExactly(before.value(), before.value());
    steps.clear();
    Maintenance.of(orgtable()).upgrade().apply(steps::add);
    assertThat(steps).isEmpty();
  }

  @Test
  void a_user_stored_without_an_id_keeps_the_one_shown_when_moving() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    forgetIds();
    UserId before = idOf(BOB);

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(idOf(CAT)).isEqualTo(before);
    assertThat(orgtable().users().get(before).email()).isEqualTo(CAT);
    assertThat(idsOfSides(CAT)).containsExactly(before.value(), before.value());
  }

  @Test
  void a_user_stored_without_an_id_keeps_the_one_shown_when_moving_by_a_job() {
    user(ANN);
    user(BOB);
    new BusyUser(orgtable(), BOB).join(ANN, Set.of(STAFF));
    forgetIds();
    UserId before = idOf(BOB);

    orgtable().users().changeAddress(BOB, CAT);

    assertThat(violations())
        .filteredOn(violation -> violation.toString().contains(BOB.value()))
        .isEmpty();
    work();
    assertThat(orgtable().users().get(before).email()).isEqualTo(CAT);
    assertThat(orgtable().memberships().get(CAT, BusyUser.organisation(0)).userId())
        .isEqualTo(before);
  }

  @Test
  void a_lost_id_is_restored_from_the_memberships() {
    UserId id = user(BOB).id();
    user(ANN);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    Map<String, AttributeValue> without = new HashMap<>(item("user/" + BOB, "user"));
    without.remove(USER_ID);
    put(without);

    Maintenance.of(orgtable()).repair().apply(step -> {});

    assertThat(violations()).isEmpty();
    assertThat(orgtable().users().get(id).email()).isEqualTo(BOB);
    assertThat(idsOfSides(BOB)).containsExactly(id.value(), id.value());
  }

  @Test
  void the_next_user_of_a_vacated_address_gets_another_id() {
    user(BOB);
    forgetIds();
    UserId first = idOf(BOB);
    Map<String, AttributeValue> old = item("user/" + BOB, "user");
    orgtable().users().changeAddress(BOB, CAT);
    put(old);

    Maintenance.of(orgtable()).upgrade().apply(step -> {});

    assertThat(violations()).isEmpty();
    assertThat(orgtable().users().get(first).email()).isEqualTo(CAT);
    assertThat(idOf(BOB)).isNotEqualTo(first);
  }

  @Test
  void an_id_that_leads_to_another_user_is_not_found() {
    user(BOB);
    UserId stale = UserId.random(CREATED);
    put(pointer(stale, BOB));

    assertThatThrownBy(() -> orgtable().users().get(stale)).isInstanceOf(UserIdNotFound.class);
  }

  @Test
  void a_record_that_leads_to_a_damaged_user_is_left() {
    UserId id = user(BOB).id();
    Map<String, AttributeValue> damaged = new HashMap<>(item("user/" + BOB, "user"));
    damaged.put("v", AttributeValue.fromN("2"));
    put(damaged);

    Maintenance.of(orgtable()).repair().apply(step -> {});

    assertThat(item("userId/" + id, USER_ID)).isNotEmpty();
  }

  @Test
  void a_user_stored_without_an_id_can_be_deleted() {
    user(BOB);
    forgetIds();

    orgtable().users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void the_verifier_finds_wrong_ids_and_the_repair_mends_them() {
    UserId id = user(BOB).id();
    user(ANN);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    UserId nobody = UserId.random(CREATED);
    set("user/" + BOB, "userOrganisation/acme", nobody);
    set("organisation/acme", "organisationGroupMember/" + BOB, nobody);
    delete("userId/" + id, USER_ID);
    put(pointer(nobody, BOB));

    assertThat(violations())
        .extracting(Violation::code)
        .containsOnly(Violation.Code.USER_ID)
        .hasSize(4);
    Maintenance.of(orgtable()).repair().apply(step -> {});

    assertThat(violations()).isEmpty();
    assertThat(orgtable().users().get(id).email()).isEqualTo(BOB);
    assertThat(idsOfSides(BOB)).containsExactly(id.value(), id.value());
    assertThat(orgtable().users().addresses(List.of(nobody))).isEmpty();
  }

  @Test
  void two_users_with_one_id_are_left_to_a_person() {
    UserId id = user(ANN).id();
    user(BOB);
    set("user/" + BOB, "user", id);
    List<Step<Violation.Code>> steps = new ArrayList<>();

    Maintenance.of(orgtable()).repair().apply(steps::add);

    assertThat(steps)
        .filteredOn(step -> step.outcome() == Step.Outcome.LEFT)
        .allMatch(step -> step.id().equals("user/" + BOB))
        .extracting(Step::code)
        .containsExactlyInAnyOrder(Violation.Code.USER_ID, Violation.Code.EVENT_MISSING);
    assertThat(steps).anyMatch(step -> step.what().contains(ANN.value()));
    assertThat(orgtable().users().get(id).email()).isEqualTo(ANN);
  }

  @Override
  protected List<Violation> expectedViolations() {
    return violations();
  }

  private List<String> idsOfSides(EmailAddress user) {
    return List.of(
        text(item("user/" + user, "userOrganisation/acme"), USER_ID),
        text(item("organisation/acme", "organisationGroupMember/" + user), USER_ID));
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return item.getOrDefault(attribute, AttributeValue.fromS("")).s();
  }

  /** Makes the table one of the time before ids, and so before events. */
  private void forgetIds() {
    for (Map<String, AttributeValue> item : items()) {
      if (text(item, "id").startsWith("userId/")) {
        delete(text(item, "id"), text(item, "rng"));
      } else if (item.containsKey(USER_ID)) {
        Map<String, AttributeValue> without = new HashMap<>(item);
        without.keySet().removeAll(Set.of(USER_ID, "event"));
        put(without);
      }
    }
  }

  private void set(String id, String rng, UserId wrong) {
    Map<String, AttributeValue> item = new HashMap<>(item(id, rng));
    item.put(USER_ID, AttributeValue.fromS(wrong.value()));
    put(item);
  }

  private static Map<String, AttributeValue> pointer(UserId id, EmailAddress email) {
    return Map.of(
        "id",
        AttributeValue.fromS("userId/" + id),
        "rng",
        AttributeValue.fromS(USER_ID),
        "typ",
        AttributeValue.fromS(USER_ID),
        "v",
        AttributeValue.fromN("1"),
        USER_ID,
        AttributeValue.fromS(id.value()),
        "email",
        AttributeValue.fromS(email.value()));
  }
}
