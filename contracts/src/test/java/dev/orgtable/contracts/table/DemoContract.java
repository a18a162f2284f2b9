package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.GroupName;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.demo.Demo;
import dev.orgtable.role.Roles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of demo data: the verifier never finds anything in it. */
@Tag("slow")
final class DemoContract extends TableContract {

  private static final Instant NOW = Instant.parse("2026-11-27T22:00:00Z");

  private static Demo demo(int users, int organisations, long seed) {
    return Demo.of(users, organisations, seed, NOW);
  }

  private static List<Map<String, AttributeValue>> all(Demo demo) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    demo.forEach(items::add);
    return items;
  }

  private static List<Map<String, AttributeValue>> all(String typ, Demo demo) {
    return all(demo).stream().filter(item -> text(item, "typ").equals(typ)).toList();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s).orElse("");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "1, 3, 2", "2, 5, 3", "50, 20, 4", "300, 40, -5"})
  void all_of_it_is_as_it_must_be(int users, int organisations, long seed) {
    Demo demo = demo(users, organisations, seed);

    orgtable().items().put(all(demo), 4);

    assertThat(violations()).isEmpty();
    assertThat(items()).hasSize((int) demo.size());
  }

  @Test
  void the_same_numbers_and_seed_make_the_same_items() {
    List<Map<String, AttributeValue>> once = all(demo(50, 10, 7));

    List<Map<String, AttributeValue>> again = all(demo(50, 10, 7));

    assertThat(again).isEqualTo(once);
    assertThat(new HashSet<>(all(demo(50, 10, 8)))).doesNotContainAnyElementsOf(once);
  }

  @Test
  void a_few_organisations_have_most_of_the_members() {
    Demo demo = demo(2000, 200, 1);

    List<Map<String, AttributeValue>> members = all("organisationGroupMember", demo);

    Map<String, Long> sizes = new HashMap<>();
    members.forEach(member -> sizes.merge(text(member, "id"), 1L, Long::sum));
    assertThat(sizes).hasSize(200).containsValue(2000L);
    assertThat(sizes.values().stream().filter(size -> size <= 30)).hasSizeGreaterThan(150);
  }

  @Test
  void the_application_has_roles_and_every_group_of_a_member_has_a_label() {
    Demo demo = demo(300, 60, 1);
    orgtable().items().put(all(demo), 4);

    Roles roles = orgtable().roles().current().orElseThrow();

    List<Organisation> organisations =
        orgtable().organisations().search("", PageRequest.first(100)).items();
    for (Organisation each : organisations) {
      Set<GroupName> made = new HashSet<>();
      orgtable()
          .groups()
          .list(each.id(), PageRequest.first(100))
          .items()
          .forEach(group -> made.add(group.name()));
      orgtable().organisations().details(each.id()).members().stream()
          .flatMap(member -> member.groups().stream())
          .forEach(
              group ->
                  assertThat(roles.knows(group) || made.contains(group.name()))
                      .as("%s in %s", group, each)
                      .isTrue());
    }
    assertThat(roles.organisation()).allMatch(role -> !role.label().equals(role.name().value()));
    assertThat(all("organisationGroup", demo)).hasSizeGreaterThan(5);
  }

  @Test
  void every_state_that_people_meet_is_there() {
    Demo demo = demo(300, 60, 1);

    assertThat(having("organisation", "suspendedAt", demo)).isBetween(1L, 5L);
    assertThat(having("organisation", "memberLimit", demo)).isBetween(5L, 30L);
    assertThat(having("organisation", "externalId", demo)).isBetween(5L, 30L);
    assertThat(having("organisationGroupMember", "suspendedAt", demo)).isBetween(5L, 40L);
    assertThat(having("organisationGroupMember", "externalId", demo)).isGreaterThan(50);
    assertThat(having("user", "organisationLimit", demo)).isBetween(5L, 30L);
    assertThat(all("organisationInvitation", demo)).hasSizeGreaterThan(20);
  }

  private static long having(String typ, String attribute, Demo demo) {
    return all(typ, demo).stream().filter(item -> item.containsKey(attribute)).count();
  }

  @Test
  void names_are_told_apart_without_numbers() {
    Demo demo = demo(300, 60, 1);

    Set<String> names = new HashSet<>();
    all("organisation", demo).forEach(each -> names.add(text(each, "organisationName")));
    all("user", demo)
        .forEach(each -> names.add(text(each, "firstName") + " " + text(each, "lastName")));

    assertThat(names).hasSize(360).noneMatch(name -> name.matches(".*[0-9].*"));
  }

  @Test
  void another_day_changes_the_times_of_invitations_only() {
    List<Map<String, AttributeValue>> today = all(demo(60, 12, 3));

    List<Map<String, AttributeValue>> later = all(Demo.of(60, 12, 3, NOW.plus(Duration.ofDays(3))));

    assertThat(later).hasSameSizeAs(today);
    assertThat(changed(today, later))
        .containsExactlyInAnyOrder("organisationInvitation", "userOrganisation");
    assertThat(all("organisationInvitation", demo(60, 12, 3)))
        .allSatisfy(
            invitation ->
                assertThat(Long.parseLong(Objects.requireNonNull(invitation.get("expiresAt")).n()))
                    .isGreaterThan(NOW.plus(Duration.ofDays(14)).getEpochSecond()));
  }

  /** Returns the types of the items that differ. */
  private static Set<String> changed(
      List<Map<String, AttributeValue>> some, List<Map<String, AttributeValue>> others) {
    Set<String> types = new HashSet<>();
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).equals(others.get(i))) {
        types.add(text(some.get(i), "typ"));
      }
    }
    return types;
  }

  @Test
  void it_can_be_worked_on() {
    Demo demo = demo(50, 5, 1);
    orgtable().items().put(all(demo), 4);
    OrganisationId id = OrganisationId.of(text(all("organisation", demo).get(4), "organisationId"));

    orgtable().organisations().rename(id, "Renamed");

    OrganisationDetails details = orgtable().organisations().details(id);
    assertThat(details.organisation().name()).isEqualTo("Renamed");
    assertThat(details.members()).isNotEmpty();
  }

  @Test
  void numbers_out_of_range_are_refused() {
    assertThatThrownBy(() -> demo(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> demo(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
