package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Cursor;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of reading the items of one partition as stored, page by page. */
final class PartitionsContract extends TableContract {

  private static final AttributeValue NONE = AttributeValue.fromS("");

  @BeforeEach
  void ann_owns_acme_and_bob_is_invited() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().invitations().invite(BOB, ACME, Set.of());
  }

  private static List<String> types(Page<Map<String, AttributeValue>> page) {
    return page.items().stream().map(item -> item.getOrDefault("typ", NONE).s()).toList();
  }

  @Test
  void a_partition_of_an_organisation_is_read_in_order_of_the_sort_key() {
    var page = orgtable().items().of(ACME, PageRequest.first(10));

    assertThat(types(page))
        .containsExactly(
            "organisation",
            "organisationGroupMember",
            "organisationInvitation",
            "organisationService");
    assertThat(page.next()).isEmpty();
  }

  @Test
  void a_partition_of_a_user_shows_the_other_side() {
    var page = orgtable().items().of(BOB, PageRequest.first(10));

    assertThat(types(page)).containsExactlyInAnyOrder("user", "userOrganisation");
  }

  @Test
  void pages_follow_one_another_without_a_gap() {
    List<String> types = new ArrayList<>();

    Optional<Cursor> cursor = Optional.empty();
    do {
      var page = orgtable().items().of(ACME, new PageRequest(1, cursor));
      types.addAll(types(page));
      cursor = page.next();
    } while (cursor.isPresent());

    assertThat(types).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void a_cursor_is_good_for_its_partition_alone() {
    Cursor cursor = orgtable().items().of(ACME, PageRequest.first(1)).next().orElseThrow();

    assertThatThrownBy(() -> orgtable().items().of(ANN, new PageRequest(1, Optional.of(cursor))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_absent_partition_has_no_items() {
    var page = orgtable().items().of(BETA, PageRequest.first(10));

    assertThat(page.items()).isEmpty();
  }
}
