package dev.orgtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tour of the README, executed. */
final class QuickTourTest {

  @Test
  void the_tour_of_the_readme_runs() {
    // tag::tour
    boolean allowed;
    try (Engine engine = Engines.byDefault().inMemory()) {
      Orgtable orgtable = Orgtable.on(engine.client(), "orgtable");
      orgtable.schema().create(false, Duration.ofSeconds(30)); // not protected from deletion

      EmailAddress ann = EmailAddress.of("ann@example.com");
      EmailAddress bob = EmailAddress.of("Bob@Example.com");
      orgtable.users().create(User.of(ann, new Profile("Ann", "Archer", ""), Instant.now()));
      orgtable.users().create(User.of(bob, new Profile("Bob", "Baker", ""), Instant.now()));

      Organisation acme = orgtable.organisations().create("Acme Ltd", ann);
      Service billing = orgtable.services().create(acme.id(), "Billing");
      Group readers = Group.of(billing.id(), "readers");

      orgtable.invitations().invite(bob, acme.id(), Set.of(Group.of("staff"), readers));
      orgtable.invitations().accept(bob, acme.id());

      allowed = orgtable.memberships().check(Check.inGroup(bob, acme.id(), readers)).allowed();
    }
    // end::tour

    assertThat(allowed).isTrue();
  }
}
