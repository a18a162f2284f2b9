package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrganisationDetails;
import dev.orgtable.OrganisationId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Demo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of demo data: the verifier never finds anything in it. */
@Tag("slow")
final class DemoContract extends TableContract {

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
    Demo demo = Demo.of(users, organisations, seed);

    orgtable().items().put(all(demo), 4);

    assertThat(violations()).isEmpty();
    assertThat(items()).hasSize((int) demo.size());
  }

  @Test
  void the_same_numbers_and_seed_make_the_same_items() {
    List<Map<String, AttributeValue>> once = all(Demo.of(50, 10, 7));

    List<Map<String, AttributeValue>> again = all(Demo.of(50, 10, 7));

    assertThat(again).isEqualTo(once);
    assertThat(new HashSet<>(all(Demo.of(50, 10, 8)))).doesNotContainAnyElementsOf(once);
  }

  @Test
  void a_few_organisations_have_most_of_the_members() {
    Demo demo = Demo.of(2000, 200, 1);

    List<Map<String, AttributeValue>> members = all("organisationGroupMember", demo);

    Map<String, Long> sizes = new HashMap<>();
    members.forEach(member -> sizes.merge(text(member, "id"), 1L, Long::sum));
    assertThat(sizes).hasSize(200).containsValue(2000L);
    assertThat(sizes.values().stream().filter(size -> size <= 30)).hasSizeGreaterThan(150);
  }

  @Test
  void it_can_be_worked_on() {
    Demo demo = Demo.of(50, 5, 1);
    orgtable().items().put(all(demo), 4);
    OrganisationId id = OrganisationId.of(text(all("organisation", demo).get(4), "organisationId"));

    orgtable().organisations().rename(id, "Renamed");

    OrganisationDetails details = orgtable().organisations().details(id);
    assertThat(details.organisation().name()).isEqualTo("Renamed");
    assertThat(details.members()).isNotEmpty();
  }

  @Test
  void numbers_out_of_range_are_refused() {
    assertThatThrownBy(() -> Demo.of(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Demo.of(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
