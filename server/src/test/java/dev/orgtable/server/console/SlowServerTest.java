package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever waits for the server sees that at once. */
final class SlowServerTest extends ConsoleTest {

  private static final long SLOW_MILLIS = 1_500;

  /** Notes when the sign of work under way appeared, in milliseconds after the click. */
  private static final String WATCH =
      """
      () => {
        const busy = document.getElementById('busy');
        document.addEventListener('click', () => { window.clicked = performance.now(); }, true);
        new MutationObserver(() => {
          window.seen ??= busy.hidden ? undefined : performance.now() - window.clicked;
        }).observe(busy, { attributes: true });
      }
      """;

  @Test
  void saving_and_asking_show_within_100_milliseconds_that_something_is_under_way() {
    EmailAddress ann = server().user(address("ann").value());
    EmailAddress bob = server().user(address("bob").value());
    OrganisationId acme = server().organisation(name("acme"), ann);
    store().memberships().addMember(bob, acme, Set.of(Group.of("staff")));
    Visitor owner = person(ann).open("/console/organisations/" + acme + "/members").edit(bob);
    Locator busy = owner.page().locator("#busy");
    owner
        .page()
        .route(
            "**/members/**",
            route -> {
              owner.page().waitForTimeout(SLOW_MILLIS);
              route.resume();
            });
    assertThat(busy).isHidden();

    for (String button : java.util.List.of("Save the groups of " + bob, "Remove " + bob)) {
      owner.edit(bob).page().evaluate("window.seen = undefined");
      owner.page().evaluate(WATCH);
      owner.page().getByLabel(button).click();
      assertThat(busy).isHidden();

      assertThat(((Number) owner.page().evaluate("window.seen")).doubleValue())
          .as("milliseconds after %s", button)
          .isLessThan(100);
    }
  }

  @Test
  void a_page_that_waits_for_an_answer_is_accessible() {
    EmailAddress ann = server().user(address("ann").value());
    OrganisationId acme = server().organisation(name("acme"), ann);
    Visitor owner = person(ann).open("/console/organisations/" + acme);

    owner.page().evaluate("document.getElementById('busy').hidden = false");

    owner.isAccessible();
  }
}
