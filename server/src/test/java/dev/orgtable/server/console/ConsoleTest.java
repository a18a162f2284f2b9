package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.orgtable.EmailAddress;
import dev.orgtable.server.OidcProvider;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Orgtable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The fixture of browser tests: a server per class, a browser, and isolated visitors. After each
 * test, no browser may have reported an error.
 */
@Tag("browser")
@ResourceLock("browser")
abstract class ConsoleTest {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;

  /** How long a page may take on a busy machine, in milliseconds. */
  private static final int PATIENCE = 90_000;

  /** How long an expectation waits on a busy machine. */
  private static final double PATIENCE_MILLIS = 30_000;

  private static final int MOST_SIGN_INS = 20;
  private static final double PAUSE_MILLIS = 1_000;

  private static Chromium chromium;
  private static TestServer server;
  private static @Nullable OidcProvider real;

  /** Whether the tests are about the sign-in itself. */
  private static boolean isSignInShown;

  private final List<Visitor> visitors = new ArrayList<>();

  /** Makes names unique per test. */
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void start(TestInfo info) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    chromium = Chromium.ofThread();
    isSignInShown = info.getTestClass().filter(SignInTest.class::isAssignableFrom).isPresent();
    if (info.getTestClass().filter(each -> each.isAnnotationPresent(Real.class)).isPresent()) {
      OidcProvider started = OidcProvider.start();
      real = started;
      server = TestServer.start(started);
      started.knows(server.uri());
    } else {
      server = TestServer.start();
    }
  }

  /** Marks tests that sign in with the independent provider. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Real {}

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (real != null) {
      real.close();
    }
    real = null;
  }

  @AfterEach
  void nothingWentWrong() {
    List<String> faults = visitors.stream().flatMap(each -> each.faults().stream()).toList();
    visitors.forEach(Visitor::close);
    assertThat(faults).as("what the browser complained of").isEmpty();
  }

  static TestServer server() {
    return server;
  }

  static Orgtable store() {
    return server.orgtable();
  }

  /** Returns a unique name. */
  final String name(String text) {
    return text + "-" + mark;
  }

  /** Returns a unique address. */
  final EmailAddress address(String name) {
    return EmailAddress.of(name(name) + "@example.com");
  }

  /** Returns a visitor who is not signed in. */
  final Visitor anybody() {
    return visitor(new NewContextOptions());
  }

  /** Returns a visitor without scripts who is not signed in. */
  final Visitor withoutScripts() {
    return visitor(new NewContextOptions().setJavaScriptEnabled(false));
  }

  /** Returns a visitor of another server who is not signed in. */
  final Visitor anybodyAt(OrgtableServer other) {
    return visitor(new NewContextOptions(), TestServer.uri(other));
  }

  private Visitor visitor(NewContextOptions options) {
    return visitor(options, server.uri());
  }

  private Visitor visitor(NewContextOptions options, URI at) {
    BrowserContext context =
        chromium
            .browser()
            .newContext(
                options.setViewportSize(WIDTH, HEIGHT).setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(PATIENCE);
    Visitor visitor = new Visitor(context, at.toString());
    visitors.add(visitor);
    return visitor;
  }

  /** Returns a signed-in operator. */
  final Visitor operator() {
    return signedIn(anybody(), TestServer.OPERATOR);
  }

  /** Returns a signed-in person. */
  final Visitor person(EmailAddress user) {
    return signedIn(anybody(), user);
  }

  /**
   * Signs a visitor in by OpenID Connect, and opens the first page: without a display, since a page
   * of the sign-in takes a browser longer than most tests have for theirs.
   */
  static Visitor signedIn(Visitor visitor, EmailAddress user) {
    server.provider().as(user);
    return isSignInShown ? signedInByPages(visitor) : visitor.signIn().open("/console");
  }

  /**
   * Signs a visitor in as a person does. On a busy machine the provider may be slower than the
   * server waits, and a person would try again.
   */
  private static Visitor signedInByPages(Visitor visitor) {
    String end = signInEndsAt(visitor);
    for (int i = 0; i < MOST_SIGN_INS && end.endsWith("/console/sign-in?failed"); i++) {
      visitor.page().waitForTimeout(PAUSE_MILLIS);
      end = signInEndsAt(visitor);
    }
    return visitor;
  }

  private static String signInEndsAt(Visitor visitor) {
    String start = visitor.open("/console/sign-in").page().url();
    String origin = start.substring(0, start.indexOf("/console"));
    visitor.follow("Sign in with your provider");
    visitor
        .page()
        .waitForURL(
            url ->
                url.startsWith(origin)
                    && !url.equals(start)
                    && !url.startsWith(origin + "/oauth2/")
                    && !url.startsWith(origin + "/login/"));
    return visitor.page().url();
  }
}
