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
    assertThat(operator.number("Members")).isEqualTo("1");
    assertThat(operator.number("Owners")).isEqualTo("1");
    assertThat(operator.number("Invitations")).isEqualTo("1");

    store().organisations().limitSeats(acme, 50);

    assertThat(operator.open("/console/organisations/" + acme).isAccessible().text())
        .contains("50 members and invitations");
  }

  @Test
  void an_operator_sets_and_removes_the_limit_and_an_owner_cannot() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = store().organisations().create(name("Acme"), ann).id();
    Visitor operator = operator().open("/console/organisations/" + acme + "/settings");

    operator.type("Members and invitations", "12").press("Save the limit");
    assertThat(operator.text()).contains("The limit was saved.");
    assertThat(store().organisations().seats(acme).limit()).hasValue(12);
    operator.type("Members and invitations", "none").press("Save the limit");
    assertThat(operator.text()).contains("must be 1 to 1000000");
    operator.type("Members and invitations", "").press("Save the limit");
    assertThat(operator.text()).contains("The limit was saved.");

    assertThat(store().organisations().seats(acme).limit()).isEmpty();
    assertThat(person(ann).open("/console/organisations/" + acme + "/settings").text())
        .contains("Rename")
        .doesNotContain("Save the limit");
  }
}
