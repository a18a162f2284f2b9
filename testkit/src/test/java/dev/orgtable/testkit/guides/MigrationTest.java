package dev.orgtable.testkit.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.testkit.TestTable;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guide to a migration does what it says. */
final class MigrationTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final Instant THEN = Instant.parse("2019-05-01T08:00:00Z");

  @RegisterExtension final TestTable table = new TestTable();

  private void copy() {
    Migration migration = new Migration(table.orgtable());
    migration.user("Ann@Example.com", new Profile("Ann", "Archer", ""), THEN, "users/17");
    migration.user("bob@example.com", new Profile("Bob", "Baker", ""), THEN, "users/18");
    migration.organisation(ACME, "Acme Ltd", ANN);
    migration.member(ANN, ACME, Set.of(Group.OWNER));
    migration.member(BOB, ACME, Set.of(Group.of("staff")));
  }

  @Test
  void a_run_that_is_repeated_copies_each_thing_once() {
    copy();
    User first = table.orgtable().users().get(ANN);

    copy();

    assertThat(table.orgtable().users().get(ANN)).isEqualTo(first);
    assertThat(table.orgtable().memberships().list(ACME, PageRequest.first(10)).items()).hasSize(2);
    assertThat(table.orgtable().facts().findUser(ExternalId.of("users/17"))).contains(first);
    assertThat(first.createdAt()).isEqualTo(THEN);
  }
}
