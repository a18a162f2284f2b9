package dev.orgtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application's test with a table of its own. */
final class TestTableTest {

  @RegisterExtension final TestTable table = new TestTable();

  @RepeatedTest(2)
  void each_test_begins_with_an_empty_table_and_moves_its_own_clock() {
    EmailAddress ann = table.user("ann@example.com").email();
    EmailAddress bob = table.user("bob@example.com").email();
    Organisation acme = table.organisation("acme", ann);
    Group staff = Group.of("staff");
    table.orgtable().invitations().invite(bob, acme.id(), Set.of(staff), "Ann", Duration.ofDays(1));
    table.clock().advance(Duration.ofHours(23));

    table.orgtable().invitations().accept(bob, acme.id());

    Check question = Check.inGroup(bob, acme.id(), staff);
    assertThat(table.orgtable().memberships().check(question).allowed()).isTrue();
    assertThat(table.orgtable().users().get(ann).profile().firstName()).isEqualTo("Ann");
  }
}
