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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody with a browser of their own, who does what people do. Whatever goes wrong in the browser
 * meanwhile is kept: errors in the console, of scripts, and against the content security policy.
 */
final class Visitor implements AutoCloseable {

  /** What htmx marks until an answer stands in the page. */
  private static final String UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling";

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
   * That a page itself was answered with a 4xx is told there, too, and is for the test to judge.
   * What pages of a provider lack is not ours.
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

  /** Returns where this visitor is. */
  String path() {
    return URLDecoder.decode(page.url().substring(server.length()), StandardCharsets.UTF_8);
  }

  Visitor type(String label, String text) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
    return this;
  }

  Visitor press(String button) {
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true)).click();
    PlaywrightAssertions.assertThat(page.locator(UNDER_WAY)).hasCount(0);
    return this;
  }

  /** Presses a button that asks first, and what the question offers. */
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

  Visitor follow(String link) {
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(link).setExact(true))
        .first()
        .click();
    return this;
  }

  /** Returns what the page says, as people see it. */
  String text() {
    return page.locator("main").innerText();
  }

  /** Returns the field with this label. */
  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** Checks this page for everybody: in both themes, nothing that axe knows of is in the way. */
  Visitor isAccessible() {
    for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
      assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
          .as("what axe finds on %s in the %s theme", path(), theme)
          .isEmpty();
    }
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    return this;
  }

  /** Takes a picture for the documentation, with {@code -Dorgtable.screenshots=true}. */
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

  /** Returns what went wrong in the browser so far. */
  List<String> faults() {
    return faults;
  }

  @Override
  public void close() {
    context.close();
  }
}
