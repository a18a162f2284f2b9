package dev.orgtable.contracts.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Permission;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.testkit.Crowd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of damaged groups: Bob is in the group sales, which stands for a role. What can be
 * repaired is, and nobody gains a permission.
 */
public final class GroupRepairContract extends TableContract {

  /** The code of violations that this contract has, beside those of the verifier's contract. */
  public static final Code ALSO = Code.GROUP_ROLES;

  private static final String ORG = "organisation/acme";
  private static final String GROUP = "organisationGroup/sales";
  private static final String ROLES = "organisationGroupRoles";
  private static final AttributeValue REMOVED = AttributeValue.builder().build();
  private static final Permission SELL = Permission.of("contracts:write");
  private static final int MANY = 120;
  private static final GroupName SALES = GroupName.of("sales");
  private static final GroupName SELLERS = GroupName.of("sellers");

  @BeforeEach
  void bobIsInSales() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable()
        .roles()
        .put(
            Roles.of(List.of(new Role(SELLERS, "", "", List.of(SELL), List.of())), List.of()),
            Expected.ANYTHING);
    orgtable()
        .groups()
        .create(ACME, SALES, new GroupDetails("", "", ExternalId.of("dir-1"), List.of(SELLERS)));
    orgtable().memberships().addMember(BOB, ACME, Set.of(new Group.OfOrganisation(SALES)));
  }

  private void damage(String rng, String attribute, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(item(ORG, rng));
    if (value.equals(REMOVED)) {
      item.remove(attribute);
    } else {
      item.put(attribute, value);
    }
    put(item);
  }

  private boolean maySell() {
    return orgtable().memberships().check(Check.permitted(BOB, ACME, SELL)).allowed();
  }

  private void repairAll() {
    Maintenance.of(orgtable()).repair().apply(step -> {});

    assertThat(violations()).isEmpty();
  }

  static Stream<Arguments> damages() {
    AttributeValue text = AttributeValue.fromS(" x");
    AttributeValue names = AttributeValue.fromSs(List.of("a/b"));
    return Stream.of(
        Arguments.of(GROUP, "groupId", text, Code.ODD_VALUE),
        Arguments.of(GROUP, "groupId", REMOVED, Code.ODD_VALUE),
        Arguments.of(GROUP, "groupName", text, Code.ODD_VALUE),
        Arguments.of(GROUP, "organisationId", text, Code.ODD_VALUE),
        Arguments.of(GROUP, "label", text, Code.ODD_VALUE),
        Arguments.of(GROUP, "description", AttributeValue.fromN("1"), Code.ODD_VALUE),
        Arguments.of(GROUP, "createdAt", text, Code.ODD_VALUE),
        Arguments.of(GROUP, "externalId", text, Code.ODD_VALUE),
        Arguments.of(GROUP, "revision", text, Code.ODD_VALUE),
        Arguments.of(GROUP, "groupRoles", names, Code.ODD_VALUE),
        Arguments.of(GROUP, "groupRoles", REMOVED, Code.GROUP_ROLES),
        Arguments.of(ROLES, "organisationId", text, Code.ODD_VALUE),
        Arguments.of(ROLES, "revision", REMOVED, Code.ODD_VALUE),
        Arguments.of(ROLES, "groupRoles", REMOVED, Code.ODD_VALUE),
        Arguments.of(ROLES, "groupRoles", text, Code.ODD_VALUE),
        Arguments.of(
            ROLES, "groupRoles", AttributeValue.fromM(Map.of("sales", text)), Code.ODD_VALUE),
        Arguments.of(ROLES, "groupRoles", AttributeValue.fromM(Map.of()), Code.GROUP_ROLES),
        Arguments.of(
            ROLES,
            "groupRoles",
            AttributeValue.fromM(
                Map.of(
                    "sales", AttributeValue.fromSs(List.of("sellers")),
                    "no", AttributeValue.fromSs(List.of("sellers")))),
            Code.GROUP_ROLES));
  }

  @Test
  void a_large_group_is_deleted_though_the_record_of_its_roles_is_lost() {
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(new Group.OfOrganisation(SALES)));
    delete(ORG, ROLES);

    assertThat(orgtable().groups().delete(ACME, SALES, Expected.ANYTHING)).isPresent();

    work();
    assertThat(maySell()).isFalse();
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_changed_attribute_is_named_and_repaired(
      String rng, String attribute, AttributeValue value, Code code) {
    damage(rng, attribute, value);

    assertThat(violations()).extracting(Violation::code).contains(code);
    repairAll();

    assertThat(orgtable().groups().get(ACME, SALES).name()).isEqualTo(SALES);
    assertThat(maySell())
        .isEqualTo(!orgtable().groups().get(ACME, SALES).details().roles().isEmpty());
  }

  @Test
  void a_lost_record_of_all_roles_is_made_again() {
    delete(ORG, ROLES);
    assertThat(maySell()).isFalse();
    assertThat(violations()).extracting(Violation::code).containsExactly(Code.GROUP_ROLES);

    repairAll();

    assertThat(maySell()).isTrue();
  }

  @Test
  void roles_of_a_lost_group_are_removed() {
    delete(ORG, GROUP);
    assertThat(violations())
        .singleElement()
        .matches(found -> found.code() == Code.GROUP_ROLES && found.rng().equals(ROLES));

    repairAll();

    assertThat(maySell()).isFalse();
  }

  @Test
  void groups_of_a_lost_organisation_are_removed() {
    delete(ORG, "organisation");

    repairAll();

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void a_group_under_a_wrong_key_goes() {
    Map<String, AttributeValue> item = new HashMap<>(item(ORG, GROUP));
    item.put("rng", AttributeValue.fromS("organisationGroup/ sales"));
    put(item);
    assertThat(violations()).extracting(Violation::code).containsExactly(Code.MISPLACED);

    repairAll();
  }
}
