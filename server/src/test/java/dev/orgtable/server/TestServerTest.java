package dev.orgtable.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import org.junit.jupiter.api.Test;

/** The test fixture works. */
final class TestServerTest {

  @Test
  void a_server_answers_an_owner_and_nobody_else() {
    try (TestServer server = TestServer.start()) {
      EmailAddress ann = server.user("ann@example.com");
      server.organisation("acme", ann);

      int owner = server.person(ann).get("/v1/organisations/acme").status();

      assertThat(owner).isEqualTo(200);
      assertThat(server.anybody().get("/v1/organisations/acme").status()).isEqualTo(401);
    }
  }
}
