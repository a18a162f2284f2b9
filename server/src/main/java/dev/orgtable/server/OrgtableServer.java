package dev.orgtable.server;

import dev.orgtable.job.Worker;
import dev.orgtable.server.console.signin.OneTimeLinks;
import dev.orgtable.server.mail.MailSettingsFailure;
import dev.orgtable.server.settings.ServerSettings;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A running server. Several servers may share one table. */
public final class OrgtableServer implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private OrgtableServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts a server for an existing table.
   *
   * @param client remains owned by the caller; the server does not close it
   * @param properties Spring Boot properties, such as {@code logging.structured.format.console};
   *     they take precedence over those of the server
   * @throws UncheckedIOException if the port is in use
   * @throws MailSettingsFailure if the mail settings do not work
   */
  public static OrgtableServer start(
      DynamoDbClient client, ServerSettings settings, Map<String, String> properties) {
    return start(client, settings, Clock.tickMillis(ZoneOffset.UTC), properties);
  }

  /**
   * Starts a server with the given clock. Durations are measured by the monotonic clock instead.
   * Servers start one after the other, since each start configures the logging of the process.
   */
  static synchronized OrgtableServer start(
      DynamoDbClient client, ServerSettings settings, Clock clock, Map<String, String> properties) {
    try {
      return new OrgtableServer(
          new SpringApplicationBuilder(ServerApplication.class)
              .web(WebApplicationType.SERVLET)
              .bannerMode(Banner.Mode.OFF)
              .logStartupInfo(false)
              .registerShutdownHook(false)
              .initializers(
                  context -> {
                    LogFloors.raise();
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(
                        DynamoDbClient.class,
                        () -> client,
                        definition -> definition.setDestroyMethodName(""));
                    beans.registerBean(ServerSettings.class, () -> settings);
                    beans.registerBean(Clock.class, () -> clock);
                  })
              .run(arguments(settings, properties)));
    } catch (BeansException e) {
      throw causeOf(e);
    }
  }

  /** Returns the cause that the caller can fix, if the start failed for such a cause. */
  private static RuntimeException causeOf(BeansException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException taken) {
        String message = "port " + taken.getPort() + " is in use";
        return new UncheckedIOException(message, new BindException(message));
      }
      if (cause instanceof MailSettingsFailure refused) {
        return refused;
      }
    }
    return failure;
  }

  private static String[] arguments(ServerSettings settings, Map<String, String> properties) {
    Map<String, String> all = new TreeMap<>(properties);
    all.put("server.address", settings.address().getHostAddress());
    all.put("server.port", Integer.toString(settings.port()));
    all.put(
        "server.servlet.session.cookie.secure", Boolean.toString(settings.needsSecureCookies()));
    all.put("server.servlet.session.cookie.name", settings.cookie("orgtable"));
    return all.entrySet().stream()
        .map(each -> "--" + each.getKey() + "=" + each.getValue())
        .toArray(String[]::new);
  }

  /** Returns the port that the server listens on. */
  public int port() {
    WebServer server = ((WebServerApplicationContext) context).getWebServer();
    return Objects.requireNonNull(server, "a started server").getPort();
  }

  /** Returns the port reserved for health checks; empty if there is none. */
  public OptionalInt healthPort() {
    TomcatWebServer server =
        (TomcatWebServer) ((WebServerApplicationContext) context).getWebServer();
    return Stream.of(Objects.requireNonNull(server, "a started server").getTomcat())
        .flatMap(tomcat -> Stream.of(tomcat.getService().findConnectors()))
        .mapToInt(Connector::getLocalPort)
        .filter(port -> port != port())
        .findFirst();
  }

  /**
   * Returns the path of a new one-time sign-in link for an operator; empty if such links are
   * disabled.
   */
  public Optional<String> signInLink() {
    return context.getBean(OneTimeLinks.class).issue();
  }

  /** Stops background tasks alone: no jobs, mails and webhooks of this server from now on. */
  void stopWorker() {
    context.getBean(Worker.class).close();
  }

  /** Stops accepting requests, waits for those in flight, and shuts down. */
  @Override
  public void close() {
    context.close();
  }
}
