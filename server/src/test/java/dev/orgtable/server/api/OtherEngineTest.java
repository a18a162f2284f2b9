package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.UserId;
import dev.orgtable.server.Http;
import dev.orgtable.server.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The operations that work on an engine without transactions: a person's own user, reads and
 * checks. Used by {@code .ci/other-engine}.
 */
@EnabledIfSystemProperty(
    named = "orgtable.endpoint",
    matches = ".+",
    disabledReason = "run by .ci/other-engine")
final class OtherEngineTest {

  @Test
  void a_person_keeps_its_own_user_and_reads() {
    try (TestServer server = TestServer.start()) {
      UserId ann = UserId.of("ann@example.com");
      Http caller = server.person(ann);

      List<Integer> answers =
          List.of(
              caller.put("/v1/users/" + ann, "{'firstName':'Ann'}").status(),
              caller.put("/v1/users/" + ann, "{'firstName':'Ann'}").status(),
              caller.patch("/v1/users/" + ann, "{'lastName':'A'}").status(),
              caller.get("/v1/users/" + ann).status(),
              caller.get("/v1/users/" + ann + "/details").status(),
              caller.get("/v1/users/" + ann + "/organisations").status(),
              caller.get("/v1/users/" + ann + "/invitations").status(),
              caller.get("/v1/check?user=" + ann + "&organisation=acme").status(),
              caller.get("/v1/organisations/acme").status(),
              server.anybody().get("/health/ready").status());

      assertThat(answers).containsExactly(201, 200, 200, 200, 200, 200, 200, 200, 404, 200);
      assertThat(caller.get("/v1/users/" + ann).text("lastName")).isEqualTo("A");
    }
  }
}
