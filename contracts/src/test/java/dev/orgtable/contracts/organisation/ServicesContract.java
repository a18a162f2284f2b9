package dev.orgtable.contracts.organisation;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceAlreadyExists;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.contracts.TableContract;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of services. Ann owns the sample organisation, Bob is a member. */
final class ServicesContract extends TableContract {

  private static final ServiceId OTHER = ServiceId.of("other");

  /** A service whose id starts with that of the sample service. */
  private static final ServiceId BILLINGS = ServiceId.of("billings");

  @BeforeEach
  final void createOrganisation() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
  }

  @Test
  void a_created_service_reads_as_it_was_written() {
    Service created = orgtable().services().create(ACME, " Billing ");

    assertThat(counted(created)).isEqualTo(new Service(ACME, created.id(), "Billing", 1));
    assertThat(orgtable().services().get(ACME, created.id())).isEqualTo(created);
  }

  @Test
  void creating_a_service_twice_is_refused_and_changes_nothing() {
    Service first = service(ACME, BILLING);

    assertThatThrownBy(() -> orgtable().services().create(new Service(ACME, BILLING, "New", 1)))
        .isInstanceOfSatisfying(
            ServiceAlreadyExists.class,
            e -> {
              assertThat(e.organisation()).isEqualTo(ACME);
              assertThat(e.service()).isEqualTo(BILLING);
            });

    assertThat(orgtable().services().get(ACME, BILLING)).isEqualTo(first);
  }

  @Test
  void two_organisations_can_have_services_of_one_id() {
    organisation(BETA, ANN);
    service(ACME, BILLING);

    Service other = service(BETA, BILLING);

    assertThat(orgtable().services().get(BETA, BILLING)).isEqualTo(other);
  }

  @Test
  void a_service_of_no_organisation_is_refused() {
    assertThatThrownBy(() -> service(BETA, BILLING))
        .isInstanceOfSatisfying(
            OrganisationNotFound.class, e -> assertThat(e.organisation()).isEqualTo(BETA));
    assertThatThrownBy(() -> orgtable().services().put(new Service(BETA, BILLING, "Billing", 0)))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().services().create(BETA, "Billing"))
        .isInstanceOf(OrganisationNotFound.class);

    assertThat(itemsNaming(BETA)).isEmpty();
  }

  @Test
  void an_unknown_service_is_not_found() {
    assertThatThrownBy(() -> orgtable().services().get(ACME, BILLING))
        .isInstanceOfSatisfying(
            ServiceNotFound.class,
            e -> {
              assertThat(e.organisation()).isEqualTo(ACME);
              assertThat(e.service()).isEqualTo(BILLING);
            });
    assertThatThrownBy(() -> orgtable().services().update(new Service(ACME, BILLING, "New", 1)))
        .isInstanceOf(ServiceNotFound.class);
    assertThatThrownBy(() -> orgtable().services().delete(ACME, BILLING))
        .isInstanceOf(ServiceNotFound.class);

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void putting_a_service_creates_renames_and_then_writes_nothing() {
    Service created = orgtable().services().put(new Service(ACME, BILLING, "First", 9)).value();
    Service renamed = orgtable().services().put(new Service(ACME, BILLING, "Second", 0)).value();
    resetCost();

    Service same = orgtable().services().put(new Service(ACME, BILLING, " Second ", 0)).value();

    assertThat(counted(created)).isEqualTo(new Service(ACME, BILLING, "First", 1));
    assertThat(counted(renamed)).isEqualTo(new Service(ACME, BILLING, "Second", 2));
    assertThat(same).isEqualTo(renamed).isEqualTo(orgtable().services().get(ACME, BILLING));
    assertThat(cost().writeUnits()).isZero();
  }

  @Test
  void an_update_of_an_old_revision_is_refused() {
    Service first = service(ACME, BILLING);
    Service second =
        orgtable().services().update(new Service(ACME, BILLING, "Second", first.revision()));

    assertThatThrownBy(
            () ->
                orgtable().services().update(new Service(ACME, BILLING, "Third", first.revision())))
        .isInstanceOf(Stale.class);

    assertThat(orgtable().services().get(ACME, BILLING)).isEqualTo(second);
    assertThat(counted(second)).isEqualTo(new Service(ACME, BILLING, "Second", 2));
  }

  @Test
  void a_rename_leaves_its_groups() {
    Service seen = service(ACME, BILLING);
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));

    orgtable().services().update(new Service(ACME, BILLING, "New", seen.revision()));

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(READERS);
  }

  @Test
  void nothing_names_a_deleted_service_and_other_groups_stay() {
    Group others = Group.of(BILLINGS, "readers");
    Group alike = Group.of("serviceGroup billing");
    service(ACME, BILLING);
    service(ACME, BILLINGS);
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS, others, alike, STAFF));
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(READERS));
    orgtable().invitations().invite(CAT, ACME, Set.of(READERS, others));
    orgtable().invitations().invite(DAN, ACME, Set.of(READERS));

    orgtable().services().delete(ACME, BILLING);

    assertThat(itemsNaming("Service billing,")).isEmpty();
    assertThat(itemsNaming("serviceGroup/billing/")).isEmpty();
    assertThat(orgtable().memberships().get(BOB, ACME).groups())
        .containsExactlyInAnyOrder(others, alike, STAFF);
    assertThat(orgtable().memberships().get(ANN, ACME).groups()).containsExactly(Group.OWNER);
    assertThat(orgtable().invitations().get(CAT, ACME).groups()).containsExactly(others);
    assertThat(orgtable().invitations().get(DAN, ACME).groups()).isEmpty();
  }

  @Test
  void deleting_a_service_leaves_that_of_another_organisation() {
    organisation(BETA, ANN);
    service(ACME, BILLING);
    service(BETA, BILLING);
    orgtable().memberships().addToGroups(ANN, BETA, Set.of(READERS));

    orgtable().services().delete(ACME, BILLING);

    assertThat(orgtable().memberships().get(ANN, BETA).groups())
        .containsExactlyInAnyOrder(Group.OWNER, READERS);
  }

  @Test
  void a_service_with_97_in_its_groups_is_deleted_at_once_and_with_98_by_a_job() {
    service(ACME, BILLING);
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));
    inviteMany(97);
    service(ACME, OTHER);
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.of(OTHER, "readers")));

    var small = orgtable().services().delete(ACME, OTHER);
    var large = orgtable().services().delete(ACME, BILLING);
    work();

    assertThat(small).isEmpty();
    assertThat(large).isPresent();
    assertThat(itemsNaming(OTHER)).isEmpty();
    assertThat(itemsNaming(BILLING)).hasSize(1).allMatch(item -> item.containsKey("jobKind"));
  }

  private void inviteMany(int count) {
    for (int i = 0; i < count; i++) {
      EmailAddress invitee = EmailAddress.of("i" + i + "@example.com");
      orgtable().invitations().invite(invitee, ACME, Set.of(READERS));
    }
  }
}
