package dev.orgtable.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.contracts.access.Access.Resource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The contract of the proof of the policies: it compares actions and keys in both directions. */
final class PolicyContract {

  private static final Access DUE = new Access("Query", Resource.INDEX, "agenda");
  private static final Access NAMES = new Access("Query", Resource.INDEX, "user");
  private static final Access READ = new Access("GetItem", Resource.TABLE, "user/*");

  private static QueryRequest.Builder query(String condition) {
    return QueryRequest.builder()
        .keyConditionExpression(condition)
        .expressionAttributeNames(Map.of("#n0", "dir"))
        .expressionAttributeValues(
            Map.of(":v0", AttributeValue.fromS("agenda"), ":v1", AttributeValue.fromS("2020")));
  }

  @ParameterizedTest
  @CsvSource({"dir = :v0", "#n0 = :v0 AND dirRng <= :v1"})
  void a_query_of_the_index_needs_its_partition(String condition) {
    assertThat(Access.of(query(condition).indexName("directory").build())).containsExactly(DUE);
  }

  @ParameterizedTest
  @CsvSource({"id = :v0", "dirRng <= :v1 AND dir = :v0", "dir < :v0"})
  void a_query_of_the_index_without_its_partition_is_no_access(String condition) {
    QueryRequest query = query(condition).indexName("directory").build();

    assertThatThrownBy(() -> Access.of(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a query of one partition");
  }

  @Test
  void a_policy_keeps_the_keys_of_table_and_index_apart() {
    Set<Access> needed = Set.of(DUE, NAMES, READ, new Access("Query", Resource.TABLE, "job/*"));

    assertThat(Policy.granted(Policy.of(needed))).isEqualTo(needed);
  }

  @Test
  void missing_and_unused_permissions_are_named() {
    assertThat(Policy.differences(Set.of(NAMES, READ), Set.of(DUE, READ)))
        .containsExactly("granted, never used: " + NAMES, "needed, not granted: " + DUE);
  }

  @Test
  void a_grant_of_any_partition_of_the_index_is_more_than_one() {
    Access any = DUE.toAnyKey();

    assertThat(Policy.differences(Set.of(any), Set.of(DUE)))
        .containsExactly("granted, never used: " + any, "needed, not granted: " + DUE);
  }

  @ParameterizedTest
  @CsvSource({
    "service, apiKey deliveries/* job organisation user",
    "worker, agenda deliveries/* job outbox/*",
    "reader, ''",
    "tools, ''"
  })
  void each_role_sees_few_partitions_of_the_index(String role, String partitions) {
    Stream<String> granted =
        new Policy(role)
            .granted().stream()
                .filter(access -> access.resource() == Resource.INDEX)
                .map(Access::keys)
                .sorted();

    assertThat(String.join(" ", granted.toList())).isEqualTo(partitions);
  }
}
