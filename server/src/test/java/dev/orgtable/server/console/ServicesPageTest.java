package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services are created, renamed and deleted. */
final class ServicesPageTest extends ConsoleTest {

  private static final ServiceId BILLING = ServiceId.of("billing");

  private EmailAddress ann = address("ann");
  private OrganisationId acme = OrganisationId.of(name("acme"));

  @BeforeEach
  void ann_owns_acme() {
    ann = server().user(address("ann").value());
    acme = server().organisation(name("acme"), ann);
  }

  private Visitor owner() {
    return person(ann).open("/console/organisations/" + acme + "/services");
  }

  @Test
  void a_service_is_created() {
    Visitor owner = owner();
    owner.isAccessible();

    owner.type("Name", "Billing").press("Create");

    assertThat(owner.text()).contains("The service was created.").contains("Billing");
    assertThat(store().services().list(acme, PageRequest.first(10)).items()).hasSize(1);
    owner.isAccessible();
  }

  @Test
  void of_two_who_rename_a_service_at_once_nothing_is_lost() {
    store().services().create(new Service(acme, BILLING, "Billing", 0));
    Visitor owner = owner().follow("Billing");
    Visitor operator = operator().open("/console/organisations/" + acme + "/services/billing");
    operator.type("Name", "Invoices").press("Rename");

    owner.type("Name", "Accounts").press("Rename");

    assertThat(owner.text())
        .contains("Somebody else changed this")
        .contains("Current value: Invoices");
    owner.isAccessible().press("Rename");
    assertThat(store().services().get(acme, BILLING).name()).isEqualTo("Accounts");
  }

  @Test
  void a_deleted_service_takes_its_groups_along() {
    store().services().create(new Service(acme, BILLING, "Billing", 0));
    EmailAddress bob = server().user(address("bob").value());
    store().memberships().addMember(bob, acme, Set.of(Group.of(BILLING, "readers")));
    Visitor owner = owner().follow("Billing");

    owner.follow("Delete the service…").press("Delete the service");

    assertThat(owner.text()).contains("The service and its groups were deleted");
    assertThat(store().memberships().get(bob, acme).groups()).isEmpty();
  }
}
