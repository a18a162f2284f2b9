package dev.orgtable.cli;

import dev.orgtable.NewApiKey;
import dev.orgtable.Scope;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.settings.WebhookSettings;
import dev.orgtable.webhook.WebhookKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the server until it is stopped. */
@Command(
    name = "serve",
    description = "Run the HTTP server, on the embedded engine unless --table is given.",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    footerHeading = "%nEnvironment variables and properties%n%n",
    footer = {
      "Every option can also be an environment variable, or a property in the file of --config. For"
          + " example, --health-port is:",
      "",
      "  ORGTABLE_HEALTH_PORT=8081   in the environment",
      "  health-port=8081            in the file, in UTF-8",
      "",
      "The command line has precedence over the environment, and the environment over the file. An"
          + " option without a value is true or false there, and --memory=false on the command line"
          + " overrides memory=true. Several values are separated by commas. Unknown names are"
          + " refused.",
      "",
      "Secrets are not options: "
          + ConsoleOptions.SECRET
          + " and "
          + InvitationOptions.PASSWORD
          + " are environment variables, or content of the files that --oidc-client-secret-file and"
          + " --smtp-password-file name; --webhook-key-file names a file. ORGTABLE_JAVA_OPTIONS"
          + " has options for the Java virtual machine."
    })
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions table;

  @Option(
      names = "--memory",
      fallbackValue = "true",
      description = "Use the embedded engine in memory; nothing is stored.")
  private boolean memory;

  @Option(
      names = "--create-table",
      fallbackValue = "true",
      description = "Create the table of --table if it does not exist.")
  private boolean createTable;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private InetAddress host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on (default: ${DEFAULT-VALUE}; 0 for any free port).")
  private int port;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      description =
          "Port for /health/live and /health/ready with threads of its own, for load balancers and"
              + " orchestrators (0 for any free port).")
  private @Nullable Integer healthPort;

  @Option(
      names = "--plain-http",
      fallbackValue = "true",
      description =
          "Allow other machines to connect without TLS: only behind a TLS proxy or on a private"
              + " network.")
  private boolean plainHttp;

  @Mixin private OpenIdOptions openId;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "URL of this server as browsers see it, if it is behind a proxy. Used for links.")
  private @Nullable URI publicUrl;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      split = ",",
      converter = ProxyRange.OfText.class,
      description =
          "Addresses of trusted proxies, or ranges such as 10.0.0.0/16, whose X-Forwarded-For"
              + " identifies the caller. Without it, all callers behind a proxy share one rate"
              + " limit.")
  private List<ProxyRange> proxies = List.of();

  @Mixin private Secrets secrets;
  @Mixin private ConsoleOptions console;
  @Mixin private InvitationOptions invitations;
  @Mixin private WebhookOptions webhooks;

  @Option(
      names = "--rate-limit",
      paramLabel = "REQUESTS",
      defaultValue = "" + ServerSettings.REQUESTS_PER_MINUTE,
      description = "Maximum requests per credential and minute (default: ${DEFAULT-VALUE}).")
  private int rateLimit;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Number of requests processed at once, 1 to "
              + TableOptions.MOST_THREADS
              + " (default: ${DEFAULT-VALUE}). Further ones wait.")
  private int threads;

  @Option(
      names = "--organisations-per-day",
      paramLabel = "COUNT",
      defaultValue = "" + ServerSettings.ORGANISATIONS_A_DAY,
      description = "Maximum new organisations per person and day (default: ${DEFAULT-VALUE}).")
  private int organisationsADay;

  @Option(
      names = "--credential-cache",
      paramLabel = "DURATION",
      defaultValue = "PT5S",
      converter = KeysCommand.ValidFor.class,
      description =
          "How long an API key, or an account of a person, is accepted without reading it again,"
              + " PT0S to PT1M (default: ${DEFAULT-VALUE}). A key revoked or an account unbound by"
              + " another process is accepted until then.")
  private Duration credentialCache = ServerSettings.CREDENTIAL_CACHE;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "Log as JSON in the format ecs, gelf or logstash (default: plain text).")
  private @Nullable String logFormat;

  private static final Pattern PUBLIC_URL = Pattern.compile("https?://[^/?#\\s]+/?");

  /** The URL of the running server. */
  private volatile String base = "";

  @Override
  public Integer call() throws Exception {
    if (!host.isLoopbackAddress() && !plainHttp) {
      throw new ParameterException(
          spec.commandLine(),
          "--host "
              + host.getHostAddress()
              + " can be reached from other machines, and keys would be sent unencrypted: use a TLS"
              + " proxy and listen on 127.0.0.1, or add --plain-http");
    }
    if (threads < 1 || threads > TableOptions.MOST_THREADS) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be 1 to " + TableOptions.MOST_THREADS);
    }
    console.check(spec, publicUrl(), host.isLoopbackAddress() && proxies.isEmpty());
    ServerSettings settings =
        Misuse.named(
                spec,
                Map.of(
                    "port",
                    "--port",
                    "requestsPerMinute",
                    "--rate-limit",
                    "organisationsADay",
                    "--organisations-per-day",
                    "credentialCache",
                    "--credential-cache"),
                () ->
                    new ServerSettings(
                            "", host, port, openId.tokens(spec, console.signsIn()), rateLimit)
                        .withOrganisationsADay(organisationsADay)
                        .withCredentialCache(credentialCache)
                        .withSubjects(openId.subjects(spec)))
            .withInvitations(invitations.settings(spec, publicUrl()))
            .withWebhooks(webhooks.settings(spec))
            .withConsole(
                console.settings(
                    spec,
                    openId.issuer(spec, console.signsIn()),
                    publicUrl(),
                    this::linksAreFit,
                    this::tell));
    secrets.prepare();
    Shutdown shutdown = Shutdown.watch();
    try (OpenTable open = open();
        Sweeper sweeper = new Sweeper(open.client(), open.name(), spec.commandLine().getErr());
        OrgtableServer server =
            OrgtableServer.start(open.client(), settings.withTable(open.name()), properties())) {
      Optional<NewApiKey> first =
          open.orgtable().apiKeys().createFirst("first key", EnumSet.allOf(Scope.class));
      tell(open, server, first);
      if (!table.isOfDynamoDb()) {
        sweeper.start();
      }
      shutdown.await();
    } finally {
      shutdown.closed();
    }
    return 0;
  }

  private OpenTable open() {
    if (memory && createTable) {
      throw new ParameterException(spec.commandLine(), "--create-table needs --table");
    }
    return memory ? table.inMemory() : table.make(createTable);
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("server.tomcat.threads.max", Integer.toString(threads));
    if (logFormat != null) {
      properties.put("logging.structured.format.console", logFormat);
    }
    if (healthPort != null) {
      properties.put("orgtable.health-port", healthPort.toString());
    }
    if (!proxies.isEmpty()) {
      properties.put("server.forward-headers-strategy", "native");
      properties.put("server.tomcat.remoteip.remote-ip-header", "X-Forwarded-For");
      properties.put(
          "server.tomcat.remoteip.internal-proxies",
          proxies.stream().map(ProxyRange::cidr).collect(Collectors.joining(",")));
    }
    return properties;
  }

  /** Pages and links use absolute paths, so the URL must not have a path. */
  private Optional<URI> publicUrl() {
    Optional<URI> said = Optional.ofNullable(publicUrl);
    said.filter(url -> !PUBLIC_URL.matcher(url.toString()).matches())
        .ifPresent(
            url -> {
              throw new ParameterException(
                  spec.commandLine(),
                  "--public-url must be a URL without a path, such as https://orgtable.example.com:"
                      + " "
                      + url);
            });
    return said;
  }

  /** One-time links are printed only if the server can be reached from this machine alone. */
  private boolean linksAreFit() {
    return host.isLoopbackAddress();
  }

  private void tell(String signInLink) {
    secrets.show("  console        ", "sign-in-link", base + signInLink, "");
  }

  private void tell(OpenTable open, OrgtableServer server, Optional<NewApiKey> first) {
    base =
        "http://"
            + (host instanceof java.net.Inet6Address
                ? "[" + host.getHostAddress() + "]"
                : host.getHostAddress())
            + ":"
            + server.port();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Serving table " + open.name() + " of " + open.place());
    open.port()
        .ifPresent(
            port ->
                out.println("  engine         " + port + ", open to all users of this machine"));
    out.println("  API            " + base + "/v1");
    server.healthPort().ifPresent(each -> out.println("  health         port " + each));
    out.println("  documentation  " + base + "/docs");
    server
        .signInLink()
        .ifPresentOrElse(this::tell, () -> out.println("  console        " + base + "/console"));
    first.ifPresent(
        key -> secrets.show("  API key        ", "api-key", key.secret(), "  (shown this once)"));
    out.println("Ctrl-C stops.");
    out.flush();
  }

  /** Options for webhooks. */
  static final class WebhookOptions {

    private static final String KEY_FILE = "--webhook-key-file";

    @Option(
        names = KEY_FILE,
        paramLabel = "FILE",
        description =
            "File with the keys that encrypt the secrets of webhooks in the table, one a line, the"
                + " current one first: 'openssl rand -base64 32'. Without it, webhooks are off.")
    private @Nullable Path keyFile;

    @Option(
        names = "--webhook-plain-http",
        fallbackValue = "true",
        description =
            "Allow webhooks to http:// and to this machine: only for a developer's own machine.")
    private boolean plainHttp;

    /**
     * Returns the settings.
     *
     * @throws ParameterException if the file cannot be read, or has no keys
     */
    WebhookSettings settings(CommandSpec spec) {
      Path file = keyFile;
      if (file == null) {
        if (plainHttp) {
          throw new ParameterException(
              spec.commandLine(), "--webhook-plain-http needs " + KEY_FILE);
        }
        return WebhookSettings.OFF;
      }
      List<String> lines = lines(spec, file);
      return Misuse.named(
          spec,
          Map.of("webhookKeys", KEY_FILE),
          () -> new WebhookSettings(Optional.of(WebhookKeys.of(lines)), plainHttp));
    }

    private static List<String> lines(CommandSpec spec, Path file) {
      try {
        return Files.readAllLines(file).stream()
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
      } catch (IOException e) {
        throw new ParameterException(spec.commandLine(), "cannot read " + KEY_FILE + " " + file, e);
      }
    }
  }
}
