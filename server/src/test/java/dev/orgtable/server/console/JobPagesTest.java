package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.orgtable.OrganisationId;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs show their progress until they end. */
final class JobPagesTest extends ConsoleTest {

  private static final int MEMBERS = 150;

  @Test
  void the_deletion_of_many_members_is_followed_until_it_is_done() {
    OrganisationId acme =
        server().organisation(name("acme"), server().user(address("ann").value()));
    IntStream.range(0, MEMBERS)
        .mapToObj(i -> server().user(address("user" + i).value()))
        .forEach(user -> store().memberships().addMember(user, acme, Set.of()));
    Visitor operator = operator().open("/console/organisations/" + acme + "/delete");
    assertThat(operator.text()).contains("100+ memberships");

    operator.press("Delete the organisation");

    assertThat(operator.path()).startsWith("/console/jobs/");
    assertThat(operator.text()).contains("The organisation was deleted.");
    operator.isAccessible().shoot("job");
    assertThat(operator.page().locator("#progress"))
        .containsText("ended", new ContainsTextOptions().setTimeout(30_000));
    assertThat(operator.page().locator("#progress[hx-trigger]")).hasCount(0);
    operator.open("/console/jobs").isAccessible();
    assertThat(operator.follow("Done in the last 7 days").text()).contains("Delete organisation");
    operator.isAccessible();
  }
}
