package dev.orgtable.server.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The locally installed Chromium; never downloaded. It ends with this process. */
final class Chromium {

  private static final String MISSING =
      "the console's browser tests are skipped: no Chromium here; install the package chromium, or"
          + " say -Dorgtable.chromium=PATH";
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> SILENT =
      List.of(
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-default-apps",
          "--no-first-run",
          "--metrics-recording-only");

  /** Playwright is for the thread that made it alone, and takes seconds to start. */
  private static final ThreadLocal<Chromium> OF_THREAD = ThreadLocal.withInitial(Chromium::start);

  private static boolean told;

  private final Browser browser;

  private Chromium(Browser browser) {
    this.browser = browser;
  }

  /**
   * Returns the browser of this thread, another one if it has crashed. If none is installed, the
   * tests are skipped, unless they are required.
   */
  static Chromium ofThread() {
    if (!OF_THREAD.get().browser.isConnected()) {
      OF_THREAD.remove();
    }
    return OF_THREAD.get();
  }

  private static Chromium start() {
    Optional<Path> found = find();
    if (found.isEmpty()) {
      if ("required".equals(System.getenv("ORGTABLE_BROWSER"))) {
        throw new AssertionError(MISSING);
      }
      if (!told) {
        told = true;
        System.out.println(MISSING);
      }
      Assumptions.abort(MISSING);
    }
    Playwright playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    List<String> arguments = new ArrayList<>(SILENT);
    if ("root".equals(System.getProperty("user.name"))) {
      arguments.add("--no-sandbox");
    }
    Browser browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(found.orElseThrow()).setArgs(arguments));
    return new Chromium(browser);
  }

  private static Optional<Path> find() {
    String said = System.getProperty("orgtable.chromium");
    if (said != null) {
      return Optional.of(Path.of(said));
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser browser() {
    return browser;
  }
}
