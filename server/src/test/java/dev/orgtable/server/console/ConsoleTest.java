package dev.orgtable.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.orgtable.UserId;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The fixture of browser tests: a server and a browser, which all classes share since their start
 * takes longer than most tests, and isolated visitors. After each test, no browser may have
 * reported an error.
 */
@Tag("browser")
@ResourceLock("browser")
abstract class ConsoleTest {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;

  /** How long an expectation waits on a busy machine. */
  private static final double PATIENCE_MILLIS = 30_000;

  @SuppressWarnings("NullAway.Init") // RUNNING sets it.
  private static Chromium chromium;

  @SuppressWarnings("NullAway.Init") // RUNNING sets it.
  private static TestServer server;

  private final List<Visitor> visitors = new ArrayList<>();

  /** Makes names unique per test. */
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  @RegisterExtension
  static final BeforeAllCallback RUNNING =
      context -> {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        boolean isReal = context.getRequiredTestClass().isAnnotationPresent(Real.class);
        chromium = shared(context, Chromium.class, Chromium::start);
        server =
            isReal
                ? shared(context, RealServer.class, RealServer::start).server()
                : shared(context, TestServer.class, TestServer::start);
      };

  /** Returns what is started at its first use, and closed after the last test. */
  private static <T extends AutoCloseable> T shared(
      ExtensionContext context, Class<T> type, Supplier<T> start) {
    return context
        .getRoot()
        .getStore(Namespace.create(ConsoleTest.class))
        .computeIfAbsent(type, key -> start.get(), type);
  }

  /** Marks tests that sign in with the independent provider. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Real {}

  private record RealServer(OidcProvider provider, TestServer server) implements AutoCloseable {

    static RealServer start() {
      OidcProvider provider = OidcProvider.start();
      TestServer server = TestServer.start(provider);
      provider.knows(server.uri());
      return new RealServer(provider, server);
    }

    @Override
    public void close() {
      server.close();
      provider.close();
    }
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
  final UserId address(String name) {
    return UserId.of(name(name) + "@example.com");
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
    Visitor visitor =
        new Visitor(
            chromium.browser().newContext(options.setViewportSize(WIDTH, HEIGHT)), at.toString());
    visitors.add(visitor);
    return visitor;
  }

  /** Returns a signed-in operator. */
  final Visitor operator() {
    return signedIn(anybody(), TestServer.OPERATOR);
  }

  /** Returns a signed-in person. */
  final Visitor person(UserId user) {
    return signedIn(anybody(), user);
  }

  /** Signs a visitor in by OpenID Connect. */
  static Visitor signedIn(Visitor visitor, UserId user) {
    server.provider().as(user);
    return visitor.open("/console/sign-in").follow("Sign in with your provider");
  }
}
