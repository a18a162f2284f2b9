package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The numbers of members and invitations on the page of an organisation. */
final class SeatsPageTest extends ConsoleTest {

  @Test
  void an_operator_sees_the_numbers_and_the_limit() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    store().invitations().invite(address("bob"), acme, Set.of());
    Visitor operator = operator().open("/console/organisations/" + acme);
    assertThat(operator.text()).contains("Members: 1, invitations: 1.");

    store().organisations().limitSeats(acme, 50);

    assertThat(operator.open("/console/organisations/" + acme).isAccessible().text())
        .contains("Members: 1, invitations: 1, together at most 50.");
  }
}
