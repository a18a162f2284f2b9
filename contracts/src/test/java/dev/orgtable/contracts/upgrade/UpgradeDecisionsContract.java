package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.contracts.DyingClient;
import dev.orgtable.contracts.DyingClient.Died;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.contracts.Share;
import dev.orgtable.maintenance.Decision;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.maintenance.Upgrade;
import dev.orgtable.maintenance.UpgradeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of decisions in an upgrade from version 0: addresses move to their normal form, and
 * a person decides what the table does not prove.
 */
@Tag("slow")
final class UpgradeDecisionsContract extends GoTableContract {

  private final List<Step<UpgradeKind>> told = new ArrayList<>();

  private Summary plan() {
    told.clear();
    return Maintenance.of(orgtable()).upgrade().plan(told::add);
  }

  private Summary apply(Decision... decisions) {
    told.clear();
    return Maintenance.of(orgtable()).upgrade().apply(1, List.of(decisions), told::add, read -> {});
  }

  private Decision decide(String id, String rng, String text) {
    plan();
    Step<UpgradeKind> left =
        told.stream()
            .filter(step -> step.id().equals(id) && step.rng().equals(rng))
            .filter(step -> !step.choices().isEmpty())
            .findFirst()
            .orElseThrow();
    return Decision.of(id, rng, left.seen(), text);
  }

  /** Writes a member of Acme like the original program, under an address in any spelling. */
  private void member(String address, String organisation, String... groups) {
    user(address, "Dan");
    Map<String, AttributeValue> side = copy("user/ann@example.com", "userOrganisation/" + GO_ACME);
    side.putAll(key("user/" + address, "userOrganisation/" + organisation));
    side.put("email", text(address));
    side.put("organisationId", text(organisation));
    put(side);
    Map<String, AttributeValue> member = copy(ACME_KEY, MEMBER + "ann@example.com");
    member.putAll(key("organisation/" + organisation, MEMBER + address));
    member.put("email", text(address));
    member.put("organisationId", text(organisation));
    member.put("groups", AttributeValue.fromSs(List.of(groups)));
    put(member);
  }

  private void user(String address, String firstName) {
    Map<String, AttributeValue> user = copy("user/ann@example.com", "user");
    user.put("id", text("user/" + address));
    user.put("email", text(address));
    user.put("firstName", text(firstName));
    put(user);
  }

  private void organisation(String id) {
    Map<String, AttributeValue> organisation = copy(ACME_KEY, "organisation");
    organisation.put("id", text("organisation/" + id));
    organisation.put("organisationId", text(id));
    put(organisation);
  }

  private Set<Group> groups(String user, OrganisationId organisation) {
    return orgtable().memberships().get(EmailAddress.of(user), organisation).groups();
  }

  @ParameterizedTest
  @CsvSource({
    "Dan@Example.com, dan@example.com",
    "dan@B\u00fccher.example, dan@xn--bcher-kva.example",
    "D\u00c4N@example.com, d\u00e4n@example.com"
  })
  void a_user_and_both_sides_of_memberships_move_to_the_normal_form(String old, String normal) {
    member(old, GO_ACME.value(), "organisationGroup/staff");
    Summary planned = plan();

    Summary applied = apply();

    assertThat(planned.left()).isZero();
    assertThat(applied.left()).isZero();
    assertThat(violations()).isEmpty();
    assertThat(itemsNaming(old)).isEmpty();
    assertThat(groups(normal, GO_ACME)).containsExactly(STAFF);
    assertThat(orgtable().users().get(EmailAddress.of(normal)).profile().firstName())
        .isEqualTo("Dan");
    assertThat(apply().steps()).isZero();
  }

  @Test
  void an_owner_under_another_spelling_owns_the_organisation() {
    organisation("solo");
    member("Dan@Example.com", "solo", "organisationGroup/owner");

    Summary planned = plan();
    apply();

    assertThat(planned.left()).isZero();
    assertThat(violations()).isEmpty();
    assertThat(groups("dan@example.com", OrganisationId.of("solo"))).containsExactly(Group.OWNER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dan@example.com", "DAN@example.com", "dan@Example.com"})
  void sides_that_spell_the_address_differently_are_one_membership(String spelling) {
    member("Dan@Example.com", GO_ACME.value(), "organisationGroup/staff");
    Map<String, AttributeValue> side = copy("user/Dan@Example.com", "userOrganisation/" + GO_ACME);
    delete("user/Dan@Example.com", "userOrganisation/" + GO_ACME);
    side.put("id", text("user/" + spelling));
    put(side);

    apply();

    assertThat(violations()).isEmpty();
    assertThat(groups("dan@example.com", GO_ACME)).containsExactly(STAFF);
  }

  @Test
  void a_side_without_counterpart_under_another_spelling_grants_nothing() {
    member("Dan@Example.com", GO_ACME.value(), "organisationGroup/owner");
    delete("user/Dan@Example.com", "userOrganisation/" + GO_ACME);

    apply();

    assertThat(violations()).isEmpty();
    assertThat(rights()).isEqualTo(PROVEN);
  }

  @Test
  void two_users_that_fall_together_wait_for_a_decision_and_keep_their_rights_apart() {
    member("Bob@Example.com", GO_ACME.value(), "organisationGroup/owner");

    Summary left = apply();

    assertThat(left.left()).isEqualTo(2);
    assertThat(rights()).isEqualTo(PROVEN);
    assertThat(item("user/Bob@Example.com", "user")).isNotEmpty();
    apply(decide("user/Bob@Example.com", "user", "rename robert@example.com"));
    assertThat(violations()).isEmpty();
    assertThat(rights()).isEqualTo(PROVEN);
    assertThat(groups("robert@example.com", GO_ACME)).containsExactly(Group.OWNER);
  }

  @Test
  void two_spellings_without_a_normal_one_wait_for_a_decision() {
    member("Dan@Example.com", GO_ACME.value(), "organisationGroup/staff");
    member("DAN@example.com", GO_BETA.value(), "organisationGroup/owner");

    Summary left = apply();

    assertThat(left.left()).isEqualTo(4);
    assertThat(rights()).isEqualTo(PROVEN);
    apply(decide("user/DAN@example.com", "user", "delete"));
    assertThat(apply().left()).isZero();
    assertThat(violations()).isEmpty();
    assertThat(groups("dan@example.com", GO_ACME)).containsExactly(STAFF);
    assertThat(rights()).doesNotContainKey("dan@example.com Beta");
  }

  @Test
  void an_organisation_with_an_id_of_another_form_is_renamed_with_all_that_belongs_to_it() {
    organisation("My Firm");
    member("dan@example.com", "My Firm", "organisationGroup/owner");
    Map<String, AttributeValue> service = copy(ACME_KEY, "organisationService/" + GO_BILLING);
    service.put("id", text("organisation/My Firm"));
    service.put("organisationId", text("My Firm"));
    put(service);

    Summary applied = apply(decide("organisation/My Firm", "organisation", "rename my-firm"));

    assertThat(applied.left()).isZero();
    assertThat(violations()).isEmpty();
    assertThat(itemsNaming("organisation/My Firm")).isEmpty();
    assertThat(groups("dan@example.com", OrganisationId.of("my-firm")))
        .containsExactly(Group.OWNER);
    assertThat(orgtable().services().get(OrganisationId.of("my-firm"), GO_BILLING).name())
        .isEqualTo("Billing");
  }

  @Test
  void an_organisation_with_an_id_of_another_form_is_deleted_with_all_that_belongs_to_it() {
    organisation("My Firm");
    member("dan@example.com", "My Firm", "organisationGroup/owner");

    Summary applied = apply(decide("organisation/My Firm", "organisation", "delete"));

    assertThat(applied.left()).isZero();
    assertThat(violations()).isEmpty();
    assertThat(itemsNaming("My Firm")).isEmpty();
    assertThat(rights()).isEqualTo(PROVEN);
  }

  @Test
  void an_organisation_without_an_owner_gets_the_one_that_was_decided_or_is_deleted() {
    delete("user/ann@example.com", "userOrganisation/" + GO_ACME);
    delete("user/bob@example.com", "userOrganisation/" + GO_BETA);

    Summary applied =
        apply(
            decide(ACME_KEY, "organisation", "owner Cat@Example.com"),
            decide(BETA_KEY, "organisation", "delete"));

    assertThat(applied.left()).isZero();
    assertThat(violations()).isEmpty();
    assertThat(groups("cat@example.com", GO_ACME)).containsExactly(Group.OWNER);
    assertThat(itemsNaming(GO_BETA)).isEmpty();
  }

  @Test
  void a_stranger_cannot_be_decided_to_be_the_owner() {
    delete("user/ann@example.com", "userOrganisation/" + GO_ACME);
    Decision decision = decide(ACME_KEY, "organisation", "owner dan@example.com");

    assertThatThrownBy(() -> apply(decision))
        .isInstanceOf(Decision.Refused.class)
        .hasMessageContaining("dan@example.com is not an active member");
    assertThat(item(ACME_KEY, "organisation").get("v")).isNotEqualTo(VERSION_1);
  }

  @Test
  void a_decision_is_refused_when_what_it_is_about_has_changed() {
    user("Bob@Example.com", "Robert");
    Decision decision = decide("user/Bob@Example.com", "user", "delete");
    user("Bob@Example.com", "Rob");

    assertThatThrownBy(() -> apply(decision))
        .isInstanceOf(Decision.Refused.class)
        .hasMessageContaining("has changed");
    assertThat(item("user/Bob@Example.com", "user")).isNotEmpty();
  }

  @Test
  void a_decision_about_what_needs_none_changes_nothing() {
    apply();
    plan();
    Decision decision =
        Decision.of(ACME_KEY, "organisation", "0123456789abcdef0123456789abcdef", "delete");

    assertThatThrownBy(() -> apply(decision)).isInstanceOf(Decision.Refused.class);
    assertThat(rights()).isEqualTo(PROVEN);
  }

  @Test
  void a_user_made_at_the_normal_address_meanwhile_is_another_user() {
    user("Dan@Example.com", "Dan");
    AtomicBoolean once = new AtomicBoolean();

    Summary summary =
        Maintenance.of(
                meanwhile(
                    () -> {
                      if (once.compareAndSet(false, true)) {
                        user(DAN);
                      }
                    }))
            .upgrade()
            .apply(told::add);

    assertThat(summary.left()).isEqualTo(1);
    assertThat(orgtable().users().get(DAN).profile().firstName()).isEqualTo("dan");
    assertThat(item("user/Dan@Example.com", "user")).isNotEmpty();
  }

  @Test
  void a_rename_cut_at_any_request_gives_no_right_to_another_and_is_gone_on_with() {
    boolean cut = true;
    for (int call = 1; cut; call += Share.step(3)) {
      items().forEach(item -> delete(text(item, "id"), text(item, "rng")));
      GoTable.items().forEach(this::put);
      member("Bob@Example.com", GO_ACME.value(), "organisationGroup/owner");
      Decision decision = decide("user/Bob@Example.com", "user", "rename robert@example.com");

      cut =
          isCut(
              Maintenance.of(on(DyingClient.at(call, call % 2 == 0, client()))).upgrade(),
              decision);
      apply();
      assertThat(rights()).as("cut at call %s", call).isEqualTo(PROVEN);
      apply(decision);

      assertThat(violations()).as("cut at call %s", call).isEmpty();
      assertThat(rights()).as("cut at call %s", call).isEqualTo(PROVEN);
      assertThat(groups("robert@example.com", GO_ACME)).containsExactly(Group.OWNER);
    }
  }

  private static boolean isCut(Upgrade upgrade, Decision decision) {
    try {
      upgrade.apply(1, List.of(decision), step -> {}, read -> {});
      return false;
    } catch (Died cut) {
      return true;
    }
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return item.getOrDefault(attribute, text("")).s();
  }

  private static Map<String, AttributeValue> key(String id, String rng) {
    return Map.of("id", text(id), "rng", text(rng));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  @ParameterizedTest
  @CsvSource({"rename acme2", "owner nobody@example.com"})
  void a_decision_that_is_none_of_the_choices_is_refused_and_nothing_is_changed(String text) {
    delete("user/ann@example.com", "userOrganisation/" + GO_ACME);
    Decision decision = decide(ACME_KEY, "organisation", text);
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> apply(decision))
        .isInstanceOf(Decision.Refused.class)
        .hasMessageContaining(ACME_KEY);

    assertThat(items()).isEqualTo(before);
    assertThat(told).isEmpty();
  }

  /**
   * The organisation cannot be deleted or moved before the service, and the service cannot remain.
   */
  @ParameterizedTest
  @CsvSource({"Two Words", "solo"})
  void a_service_with_an_id_of_another_form_goes_where_that_is_decided(String id) {
    organisation(id);
    member("dan@example.com", id, "organisationGroup/owner");
    Map<String, AttributeValue> service = copy(ACME_KEY, "organisationService/" + GO_BILLING);
    service.putAll(key("organisation/" + id, "organisationService/a b"));
    service.put("organisationId", text(id));
    put(service);
    List<Decision> decisions = new ArrayList<>();
    decisions.add(decide("organisation/" + id, "organisationService/a b", "delete"));
    if (!id.equals("solo")) {
      decisions.add(decide("organisation/" + id, "organisation", "rename two-words"));
    }

    Summary applied = apply(decisions.toArray(Decision[]::new));

    assertThat(applied.left()).isZero();
    assertThat(violations()).isEmpty();
    assertThat(item("organisation/" + id, "organisationService/a b")).isEmpty();
  }
}
