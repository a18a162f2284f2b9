package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.BrowserSession;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A person with their own browser. Records errors of the browser: in its console, of scripts, and
 * violations of the Content Security Policy.
 */
final class Visitor implements AutoCloseable {

  /** The class that htmx sets until a response has been swapped in. */
  private static final String UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling";

  /** The rules of axe that colours can break; nothing else differs between the themes. */
  private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

  private static final Path SCREENSHOTS = Path.of("..", "docs", "screenshots");

  private final BrowserContext context;
  private final Page page;
  private final String server;
  private final List<String> faults = new ArrayList<>();

  Visitor(BrowserContext context, String server) {
    this.context = context;
    this.server = server;
    this.page = context.newPage();
    page.onConsoleMessage(this::note);
    page.onPageError(faults::add);
  }

  /**
   * Ignores reports of 4xx responses, which the test asserts itself, and of resources missing from
   * a provider's pages.
   */
  private void note(ConsoleMessage message) {
    boolean ofPage =
        message.text().startsWith("Failed to load resource")
            && message.location().startsWith(page.url().replaceFirst("[#?].*", ""));
    boolean ofAnother =
        message.location().startsWith("http") && !message.location().startsWith(server);
    if (message.type().equals("error") && !ofPage && !ofAnother) {
      faults.add(message.text() + " at " + message.location());
    }
  }

  Page page() {
    return page;
  }

  Visitor open(String path) {
    page.navigate(server + path);
    return this;
  }

  /** Signs in as the user set at the provider, without a display, and takes over the cookies. */
  Visitor signIn() {
    URI at = URI.create(server);
    context.addCookies(
        new BrowserSession(at)
            .signIn().cookies().stream()
                .map(
                    each ->
                        new Cookie(each.getName(), each.getValue())
                            .setDomain(at.getHost())
                            .setPath(each.getPath())
                            .setHttpOnly(each.isHttpOnly()))
                .toList());
    return this;
  }

  /** Returns the current path. */
  String path() {
    return URLDecoder.decode(page.url().substring(server.length()), StandardCharsets.UTF_8);
  }

  Visitor type(String label, String text) {
    Locator field = field(label);
    reveal(field);
    field.fill(text);
    return this;
  }

  Visitor press(String button) {
    // After a navigation the button may be there before the script that handles it.
    page.waitForLoadState();
    GetByRoleOptions named = new GetByRoleOptions().setName(button).setExact(true);
    reveal(page.getByRole(AriaRole.BUTTON, named.setIncludeHidden(true)));
    page.getByRole(AriaRole.BUTTON, named.setIncludeHidden(false)).click();
    PlaywrightAssertions.assertThat(page.locator(UNDER_WAY)).hasCount(0);
    return this;
  }

  /** Presses a button that asks for confirmation, and then the confirming button. */
  Visitor press(String button, String answer) {
    press(button);
    Locator asked =
        page.getByRole(AriaRole.DIALOG)
            .getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(answer).setExact(true));
    asked.click();
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    PlaywrightAssertions.assertThat(page.locator(UNDER_WAY)).hasCount(0);
    return this;
  }

  /** Opens the editor of a member, unless it is open. */
  Visitor edit(EmailAddress member) {
    return unfold(page.getByLabel("Edit " + member, new Page.GetByLabelOptions().setExact(true)));
  }

  /** Opens what is folded below a summary, unless it is open. */
  Visitor unfold(String summary) {
    return unfold(page.locator("summary").filter(new Locator.FilterOptions().setHasText(summary)));
  }

  /** Opens the drawer with the items of the table, unless it is open. */
  Visitor seeTable() {
    if (!(boolean) page.locator("#drawer").evaluate("drawer => drawer.open")) {
      page.locator("#last").click();
    }
    return this;
  }

  /** Opens what the element is folded into, as whoever looks for it would. */
  private static void reveal(Locator element) {
    Locator fold = element.locator("xpath=ancestor::details[not(@open)][1]/summary");
    if (fold.count() == 1) {
      fold.click();
    }
  }

  private Visitor unfold(Locator summary) {
    if (!(boolean) summary.evaluate("summary => summary.parentElement.open")) {
      summary.click();
    }
    return this;
  }

  Visitor follow(String link) {
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(link).setExact(true))
        .first()
        .click();
    return this;
  }

  /** Returns the visible text of the page. */
  String text() {
    return page.locator("main").innerText();
  }

  /** Returns a number of the overview. */
  String number(String what) {
    Locator of = page.getByText(what, new Page.GetByTextOptions().setExact(true));
    return page.locator(".numbers li")
        .filter(new Locator.FilterOptions().setHas(of))
        .locator(".many")
        .innerText();
  }

  /** Returns the field with a label. */
  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** Checks the page's accessibility with axe, and its colours in the dark theme, too. */
  Visitor isAccessible() {
    assertNothingFound(axe(), ColorScheme.LIGHT);
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertNothingFound(axe().withRules(OF_COLOURS), ColorScheme.DARK);
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    return this;
  }

  private AxeBuilder axe() {
    return new AxeBuilder(page).setLegacyMode(true);
  }

  private void assertNothingFound(AxeBuilder axe, ColorScheme theme) {
    assertThat(axe.analyze().getViolations())
        .as("what axe finds on %s in the %s theme", path(), theme)
        .isEmpty();
  }

  /** Takes a screenshot for the documentation, with {@code -Dorgtable.screenshots=true}. */
  Visitor shoot(String name) {
    if (Boolean.getBoolean("orgtable.screenshots")) {
      for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
        String file = name + (theme == ColorScheme.DARK ? "-dark" : "") + ".png";
        page.screenshot(new ScreenshotOptions().setPath(SCREENSHOTS.resolve(file)));
      }
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
    return this;
  }

  /** Returns the errors recorded so far. */
  List<String> faults() {
    return faults;
  }

  @Override
  public void close() {
    context.close();
  }
}
