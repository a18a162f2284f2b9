package dev.orgtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of group names and of ids. */
final class NamesTest {

  private static final String ID_RULE = " must be 1 to 64 of the characters A-Z a-z 0-9 . _ ~ -";

  @Test
  void a_group_name_is_trimmed_and_in_normal_form() {
    assertThat(GroupName.of(" Zoe\u0308’s team ")).hasToString("Zo\u00eb’s team");
  }

  @Test
  void a_group_name_keeps_its_case() {
    assertThat(GroupName.of("Staff")).isNotEqualTo(GroupName.of("staff"));
  }

  @Test
  void a_group_name_has_at_most_100_code_points() {
    assertThat(GroupName.of("𝒜".repeat(100)).value()).hasSize(200);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupName.of("a".repeat(101)))
        .withMessage("group must have at most 100 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "a/b", "/a", "a/"})
  void a_group_name_has_no_slash(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Group.of(BILLING, name))
        .withMessage("group must not contain /");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u200b"})
  void a_group_name_is_not_empty(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Group.of(name))
        .withMessage("group must not be empty");
  }

  @Test
  void a_group_of_the_organisation_is_not_that_of_a_service() {
    assertThat(Group.of("staff")).isNotEqualTo(Group.of(BILLING, "staff"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "A-Z.a_z~9", ".", "..", "-"})
  void an_id_is_what_an_address_of_the_web_can_hold(String id) {
    assertThat(ServiceId.of(id)).hasToString(id);
    assertThat(OrganisationId.of(id)).hasToString(id);
    assertThat(new MembershipId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", " a", "a ", "a/b", "é", "a\n", "\n", "a%20", "a+b", "a:b", "١"})
  void an_id_is_nothing_else(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceId.of(id))
        .withMessage("service" + ID_RULE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrganisationId.of(id))
        .withMessage("organisation" + ID_RULE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MembershipId(id))
        .withMessage("membership" + ID_RULE);
  }

  @Test
  void an_id_has_at_most_64_characters() {
    assertThat(OrganisationId.of("a".repeat(64)).value()).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrganisationId.of("a".repeat(65)))
        .withMessage("organisation" + ID_RULE);
  }

  @Test
  void ids_made_here_are_all_different() {
    assertThat(OrganisationId.random()).isNotEqualTo(OrganisationId.random());
    assertThat(ServiceId.random()).isNotEqualTo(ServiceId.random());
    assertThat(MembershipId.random()).isNotEqualTo(MembershipId.random());
  }

  private static final ServiceId BILLING = ServiceId.of("billing");
}
