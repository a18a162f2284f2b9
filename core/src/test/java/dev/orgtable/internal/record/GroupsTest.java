package dev.orgtable.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.Samples;
import dev.orgtable.ServiceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The strings by which groups are stored in string sets. */
final class GroupsTest {

  private static final ServiceId BILLING = ServiceId.of("billing");

  @Test
  void a_group_is_written_as_the_original_program_writes_it() {
    assertThat(Groups.write(Group.of("staff"))).isEqualTo("organisationGroup/staff");
    assertThat(Groups.write(Group.of(BILLING, "readers")))
        .isEqualTo("serviceGroup/billing/readers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "staff",
        "organisationGroup",
        "organisationGroup/",
        "organisationGroup/a/b",
        "organisationGroup/ a",
        "organisationGroup/Zoe\u0308",
        "OrganisationGroup/a",
        "serviceGroup",
        "serviceGroup/",
        "serviceGroup/x",
        "serviceGroup//x",
        "serviceGroup/x/",
        "serviceGroup/x/a/b",
        "serviceGroup/x y/a"
      })
  void a_string_that_is_not_a_group_reads_as_none(String text) {
    assertThat(Groups.read(text)).isEmpty();
    assertThat(Groups.service(text)).isEmpty();
  }

  @Test
  void a_group_reads_as_it_was_written() {
    Samples.each(random -> Samples.text(random, 0, 20), GroupsTest::assertReadsAsWritten);
  }

  private static void assertReadsAsWritten(String name) {
    Group ofOrganisation;
    Group ofService;
    try {
      ofOrganisation = Group.of(name);
      ofService = Group.of(BILLING, name);
    } catch (IllegalArgumentException refused) {
      return;
    }

    assertThat(Groups.read(Groups.write(ofOrganisation))).contains(ofOrganisation);
    assertThat(Groups.read(Groups.write(ofService))).contains(ofService);
    assertThat(Groups.service(Groups.write(ofService))).contains(BILLING);
  }
}
