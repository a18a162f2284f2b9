package dev.orgtable.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** The page of the API description, in the colours of the console, under a policy as strict. */
final class DocsPageTest extends ConsoleTest {

  private static final String GROUND =
      "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => +a + +b, 0)";
  private static final int MIDDLE = 3 * 128;

  private final Visitor visitor = anybody();

  private Page page() {
    return visitor.page();
  }

  @Test
  void an_operation_is_shown_with_what_is_special_and_an_example() {
    visitor.open("/docs");
    Locator invite = page().locator("#operations-Invitations-invite");
    assertThat(invite).isVisible();

    invite.locator(".opblock-summary-control").click();

    assertThat(invite).containsText("Idempotency-Key");
    assertThat(invite).containsText("already_invited");
    assertThat(invite).containsText("carol@example.com");
    visitor.shoot("api");
  }

  @Test
  void it_is_light_or_dark_as_the_system_prefers() {
    visitor.open("/docs");

    page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    int light = (int) page().evaluate(GROUND);
    page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    int dark = (int) page().evaluate(GROUND);

    assertThat(light).isGreaterThan(MIDDLE);
    assertThat(dark).isLessThan(MIDDLE);
  }

  @Test
  void arrows_have_the_colour_of_text_in_the_dark_too() {
    page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    visitor.open("/docs");

    Locator arrow = page().locator(".opblock-control-arrow path").first();

    assertThat(arrow).isVisible();
    assertThat(
            (boolean)
                arrow.evaluate(
                    "a => getComputedStyle(a).fill === getComputedStyle(document.body).color"))
        .isTrue();
  }

  @Test
  void it_fits_a_phone() {
    page().setViewportSize(390, 844);
    visitor.open("/docs");
    page().locator(".opblock-summary-control").first().click();
    assertThat(page().locator(".responses-table").first()).isVisible();

    assertThat((int) page().evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(390);
    visitor.shoot("api-phone");
  }

  @Test
  void the_root_leads_to_it() {
    visitor.open("/");

    assertThat(visitor.path()).isEqualTo("/docs");
    assertThat(page().locator("#operations-Checks-check")).isVisible();
  }
}
