package dev.orgtable.contracts.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.contracts.TableContract;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the verifier and the repair of external ids, on both ends. */
final class RepairsOfExternalIdsContract extends TableContract {

  private static final ExternalId X = ExternalId.of("crm-1");
  private static final String[] USER = {"userExternalId/crm-1", "userExternalId"};
  private static final String[] ORGANISATION = {
    "organisationExternalId/crm-1", "organisationExternalId"
  };

  private boolean damaged;

  @BeforeEach
  void bob_and_acme_have_an_id() {
    List.of(ANN, BOB).forEach(this::user);
    organisation(ACME, ANN);
    orgtable().facts().change(BOB, present -> present.withExternalId(X));
    orgtable().facts().change(ACME, present -> present.withExternalId(X));
  }

  @Override
  protected List<Violation> expectedViolations() {
    return damaged ? violations() : List.of();
  }

  private List<String> found() {
    return violations().stream()
        .map(each -> each.code() + " " + each.id() + " " + each.rng())
        .toList();
  }

  private List<Step<Violation.Code>> repair() {
    List<Step<Violation.Code>> steps = new ArrayList<>();
    Maintenance.of(orgtable()).repair().apply(steps::add);
    return steps;
  }

  private void delete(String... key) {
    delete(key[0], key[1]);
  }

  private void set(String id, String rng, String attribute, String value) {
    set(id, rng, attribute, AttributeValue.fromS(value));
  }

  @Test
  void a_missing_record_is_found_and_stored_again() {
    delete(USER);
    delete(ORGANISATION);

    assertThat(found())
        .containsExactlyInAnyOrder(
            "EXTERNAL_ID user/bob@example.com user", "EXTERNAL_ID organisation/acme organisation");
    repair();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().facts().findAddress(X)).contains(BOB);
    assertThat(orgtable().facts().findOrganisationId(X)).contains(ACME);
  }

  @Test
  void a_record_that_leads_to_nobody_is_found_and_removed() {
    Map<String, AttributeValue> user = new HashMap<>(item("user/" + BOB, "user"));
    user.remove("externalId");
    put(user);
    Map<String, AttributeValue> organisation =
        new HashMap<>(item("organisation/acme", "organisation"));
    organisation.remove("externalId");
    put(organisation);

    assertThat(found())
        .containsExactlyInAnyOrder(
            "EXTERNAL_ID userExternalId/crm-1 userExternalId",
            "EXTERNAL_ID organisationExternalId/crm-1 organisationExternalId");
    repair();

    assertThat(violations()).isEmpty();
    assertThat(itemsNaming(X)).isEmpty();
  }

  @Test
  void a_record_that_leads_to_another_one_is_corrected() {
    set(USER[0], USER[1], "email", ANN.value());

    assertThat(found()).hasSize(2);
    repair();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().facts().findAddress(X)).contains(BOB);
  }

  @Test
  void a_record_with_an_odd_field_is_removed_and_stored_again() {
    set(USER[0], USER[1], "email", "Bob@Example.com");

    assertThat(found()).contains("ODD_VALUE userExternalId/crm-1 userExternalId");
    repair();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().facts().findAddress(X)).contains(BOB);
  }

  @Test
  void an_id_that_breaks_a_rule_reads_as_none_and_is_removed() {
    set("user/" + BOB, "user", "externalId", " crm-1");

    assertThat(orgtable().facts().get(BOB).externalId()).isNull();
    repair();

    assertThat(violations()).isEmpty();
    assertThat(item("user/" + BOB, "user")).doesNotContainKey("externalId");
    assertThat(orgtable().facts().findAddress(X)).isEmpty();
  }

  @Test
  void a_user_who_gets_the_id_during_the_repair_keeps_it() {
    damaged = true;
    set(USER[0], USER[1], "email", ANN.value());
    Orgtable late =
        meanwhile(() -> orgtable().facts().change(ANN, present -> present.withExternalId(X)));

    Maintenance.of(late).repair().apply(step -> {});

    assertThat(orgtable().facts().findAddress(X)).contains(ANN);
    assertThat(found()).containsExactly("EXTERNAL_ID user/bob@example.com user");
  }

  @Test
  void an_organisation_that_gets_the_id_during_the_repair_keeps_it() {
    damaged = true;
    organisation(BETA, ANN);
    set(ORGANISATION[0], ORGANISATION[1], "organisationId", BETA.value());
    Orgtable late =
        meanwhile(() -> orgtable().facts().change(BETA, present -> present.withExternalId(X)));

    Maintenance.of(late).repair().apply(step -> {});

    assertThat(orgtable().facts().findOrganisationId(X)).contains(BETA);
    assertThat(found()).containsExactly("EXTERNAL_ID organisation/acme organisation");
  }

  @Test
  void two_with_one_id_are_left_to_a_person() {
    damaged = true;
    set("user/" + ANN, "user", "externalId", X.value());

    assertThat(found()).containsExactly("EXTERNAL_ID user/ann@example.com user");
    assertThat(repair())
        .filteredOn(step -> step.what().contains("has the same external id"))
        .extracting(Step::outcome)
        .contains(Step.Outcome.LEFT);

    assertThat(orgtable().facts().findAddress(X)).contains(BOB);
  }
}
