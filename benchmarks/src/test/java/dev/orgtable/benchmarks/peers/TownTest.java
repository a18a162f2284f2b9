package dev.orgtable.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TownTest {

  private final Town town = new Town(1_000);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 499, 500, 1_999, 2_000_000_000})
  void a_user_is_a_member_of_the_organisation_that_a_check_names(int index) {
    Set<String> members = town.expected(Work.MEMBERS, index);
    Set<String> organisations = town.expected(Work.ORGANISATIONS, index);

    assertThat(members).hasSize(21).contains(Town.email(town.user(index)), "ann@example.com");
    assertThat(organisations).hasSize(4).contains(town.organisation(index));
  }

  @Test
  void checks_ask_about_every_member_of_the_large_organisation() {
    Set<String> asked =
        IntStream.range(0, 1_000).mapToObj(town::memberOfLarge).collect(Collectors.toSet());

    assertThat(asked).hasSize(1_000);
  }

  @Test
  void half_of_the_checks_are_about_members_of_the_group() {
    long staff =
        IntStream.range(0, 500)
            .filter(index -> town.expected(Work.CHECK, index).contains(Town.STAFF))
            .count();

    assertThat(staff).isEqualTo(250);
  }

  @Test
  void a_page_with_somebody_else_is_not_a_page_of_the_large_organisation() {
    String page = "[{\"email\":\"large-1@example.com\"},{\"email\":\"user-1@example.com\"}]";

    assertThat(Town.membersOfLarge(page)).containsExactly("1 members");
  }
}
