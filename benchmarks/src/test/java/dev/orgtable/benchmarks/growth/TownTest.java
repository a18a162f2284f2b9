package dev.orgtable.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.InMemory;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class TownTest {

  @Test
  void each_member_is_a_user_with_an_id_of_its_own() {
    try (InMemory engine = InMemory.start();
        DynamoDbClient client = Acme.client(Apache5HttpClient.create(), engine.uri())) {
      Town town = Town.build(client, "town", 20, 10);
      List<Member> members =
          town.orgtable()
              .memberships()
              .list(OrganisationId.of("large"), PageRequest.first(50))
              .items();

      assertThat(members).extracting(Member::userId).hasSize(20).doesNotHaveDuplicates();
      assertThat(members)
          .allSatisfy(
              member ->
                  assertThat(town.orgtable().users().get(member.userId()).email())
                      .isEqualTo(member.user()));
      town.actions().values().forEach(Runnable::run);
      List<Violation> found = new ArrayList<>();
      Maintenance.of(town.orgtable()).verifier().verify(found::add);
      assertThat(found).isEmpty();
    }
  }
}
