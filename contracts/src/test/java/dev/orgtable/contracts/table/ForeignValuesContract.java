package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.Member;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of reading values that no operation of ours writes: such a value never makes an
 * organisation unreadable and grants no right. In the original program, {@code serviceGroup/x}
 * crashed the reader (fault k).
 */
final class ForeignValuesContract extends TableContract {

  private Map<String, AttributeValue> sound = Map.of();

  @BeforeEach
  void bob_is_a_member_of_acme() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
    sound = item("organisation/acme", "organisationGroupMember/" + BOB);
  }

  @AfterEach
  void put_right() {
    put(sound);
  }

  private void write(String attribute, AttributeValue value) {
    Map<String, AttributeValue> odd = new HashMap<>(sound);
    odd.put(attribute, value);
    put(odd);
  }

  private static AttributeValue groups(String... strings) {
    return AttributeValue.fromSs(List.of(strings));
  }

  @Test
  void strings_that_are_no_groups_are_not_read_and_the_others_are() {
    write(
        "groups",
        groups(
            "organisationGroup/staff",
            "serviceGroup/x",
            "serviceGroup/",
            "serviceGroup//readers",
            "serviceGroup/billing/",
            "organisationGroup/",
            "organisationGroup/a/b",
            "organisationGroup/ owner",
            "owner",
            ""));

    OrganisationDetails details = orgtable().organisations().details(ACME);

    assertThat(details.members()).hasSize(2);
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
    assertThat(violations()).extracting(Violation::code).containsOnly(Violation.Code.ODD_GROUPS);
  }

  @Test
  void groups_that_are_no_set_of_strings_are_none() {
    for (AttributeValue odd :
        List.of(
            AttributeValue.fromM(Map.of()),
            AttributeValue.fromNul(true),
            AttributeValue.fromS("organisationGroup/owner"),
            AttributeValue.fromL(List.of(AttributeValue.fromS("organisationGroup/owner"))))) {
      write("groups", odd);

      OrganisationDetails details = orgtable().organisations().details(ACME);

      assertThat(details.members()).extracting(Member::user).containsExactly(ANN, BOB);
      assertThat(orgtable().memberships().check(Check.member(BOB, ACME)).groups()).isEmpty();
    }
  }

  @Test
  void a_name_or_a_time_that_breaks_the_rules_does_not_hide_the_member() {
    for (String attribute : List.of("firstName", "lastName", "phone", "createdAt", "acceptedAt")) {
      write(attribute, AttributeValue.fromS("+10000-01-01T00:00:00Z\u0000"));

      Member member = orgtable().memberships().get(BOB, ACME);

      assertThat(member.groups()).containsExactly(STAFF);
      assertThat(orgtable().organisations().details(ACME).members()).contains(member);
    }
  }
}
