package dev.orgtable.server;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.server.settings.ConsoleSettings;
import dev.orgtable.server.settings.InvitationSettings;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.settings.ServerSettings.Subjects;
import dev.orgtable.server.settings.ServerSettings.Tokens;
import dev.orgtable.server.settings.WebhookSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.webhook.WebhookKeys;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A server on a free port with its own table, a token issuer, and a key for each scope. The engine
 * is embedded, unless {@code -Dorgtable.endpoint} names another one.
 */
public final class TestServer implements AutoCloseable {

  /** The operator of the console. */
  public static final EmailAddress OPERATOR = EmailAddress.of("operator@example.com");

  /** Keys of webhooks, whose endpoints may be on this machine. */
  public static final WebhookSettings WEBHOOKS =
      new WebhookSettings(
          Optional.of(WebhookKeys.of(List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))),
          true);

  private final Queue<String> links = new ConcurrentLinkedQueue<>();
  private final Optional<Engine> engine;
  private final DynamoDbClient client;
  private final String table = "orgtable-" + UUID.randomUUID();
  private final Issuer issuer = Issuer.start();
  private final Orgtable orgtable;
  private final SignInProvider provider;
  private final OrgtableServer server;

  private TestServer(
      Optional<Engine> engine,
      DynamoDbClient client,
      int perMinute,
      Optional<SignInProvider> provider) {
    this.engine = engine;
    this.provider = provider.orElse(issuer.signIn());
    this.client = client;
    this.orgtable = Orgtable.on(client, table);
    orgtable.schema().create(false, Duration.ofSeconds(30));
    this.server = another(perMinute);
  }

  /** Starts a server without a rate limit. */
  public static TestServer start() {
    return start(1_000_000);
  }

  /** Starts a server that runs no background tasks, so that requests alone change its table. */
  public static TestServer startWithoutWorker() {
    TestServer started = start();
    started.server.stopWorker();
    return started;
  }

  /** Starts a server with a rate limit. */
  public static TestServer start(int perMinute) {
    return start(perMinute, Optional.empty());
  }

  /** Starts a server with another sign-in provider. */
  public static TestServer start(SignInProvider provider) {
    return start(1_000_000, Optional.of(provider));
  }

  private static TestServer start(int perMinute, Optional<SignInProvider> provider) {
    Optional<URI> endpoint =
        Optional.ofNullable(System.getProperty("orgtable.endpoint")).map(URI::create);
    if (endpoint.isPresent()) {
      return new TestServer(Optional.empty(), TestClients.of(endpoint.get()), perMinute, provider);
    }
    Engine engine = Engines.byDefault().inMemory();
    return new TestServer(Optional.of(engine), engine.client(), perMinute, provider);
  }

  /** Starts another server on the same table. */
  public OrgtableServer another(int perMinute) {
    return another(Optional.of(issuer.tokens()), perMinute);
  }

  /** Starts another server on the same table that accepts other tokens, or none. */
  public OrgtableServer another(Optional<Tokens> tokens, int perMinute) {
    return another(settings(tokens, perMinute));
  }

  /** Starts another server on the same table with other settings of invitations. */
  public OrgtableServer another(InvitationSettings invitations) {
    return another(settings(Optional.of(issuer.tokens()), 1_000_000).withInvitations(invitations));
  }

  /** Starts another server on the same table with other settings of webhooks. */
  public OrgtableServer another(WebhookSettings webhooks) {
    return another(settings(Optional.of(issuer.tokens()), 1_000_000).withWebhooks(webhooks));
  }

  /** Starts another server on the same table with a public URL. */
  public OrgtableServer another(URI publicUrl) {
    return another(
        settings(Optional.of(issuer.tokens()), 1_000_000)
            .withConsole(console().withPublicUrl(publicUrl)));
  }

  /** Starts another server on the same table with other Spring Boot properties. */
  public OrgtableServer another(int perMinute, Map<String, String> properties) {
    return another(settings(Optional.of(issuer.tokens()), perMinute), properties);
  }

  /** Starts another server on the same table with another console. */
  public OrgtableServer another(UnaryOperator<ConsoleSettings> console) {
    return another(
        settings(Optional.of(issuer.tokens()), 1_000_000).withConsole(console.apply(console())));
  }

  /** Starts one more server on the same table, that goes by another wall clock. */
  public OrgtableServer another(Clock clock) {
    return OrgtableServer.start(
        client,
        settings(Optional.of(issuer.tokens()), 1_000_000),
        clock,
        Map.of("logging.level.root", "error", "logging.level.dev.orgtable", "error"));
  }

  private OrgtableServer another(ServerSettings settings) {
    return another(settings, Map.of());
  }

  private OrgtableServer another(ServerSettings settings, Map<String, String> properties) {
    Map<String, String> all = new HashMap<>();
    all.put("logging.level.root", "error");
    all.put("logging.level.dev.orgtable", "error");
    all.putAll(properties);
    return OrgtableServer.start(client, settings, all);
  }

  private ServerSettings settings(Optional<Tokens> tokens, int perMinute) {
    return new ServerSettings(table, InetAddress.getLoopbackAddress(), 0, tokens, perMinute)
        .withConsole(console())
        .withWebhooks(WEBHOOKS)
        .withCredentialCache(Duration.ZERO);
  }

  /** Starts one more server on the same table, with another use of the subjects of tokens. */
  public OrgtableServer another(Subjects subjects) {
    return another(settings(Optional.of(issuer.tokens()), 1_000_000).withSubjects(subjects));
  }

  /** Starts one more server on the same table, which does not read each key at each request. */
  public OrgtableServer another(Duration credentialCache) {
    return another(
        settings(Optional.of(issuer.tokens()), 1_000_000).withCredentialCache(credentialCache));
  }

  private ConsoleSettings console() {
    return new ConsoleSettings(
        Optional.of(provider.settings()),
        Set.of(OPERATOR),
        Optional.of(links::add),
        Optional.empty());
  }

  /** Returns the path of a new one-time sign-in link. */
  public String signInLink() {
    return server.signInLink().orElseThrow();
  }

  /** Returns the one-time links issued later. */
  public Queue<String> links() {
    return links;
  }

  /** Returns the engine's client. */
  public DynamoDbClient client() {
    return client;
  }

  /** Returns the table's name. */
  public String table() {
    return table;
  }

  /** Returns the store. */
  public Orgtable orgtable() {
    return orgtable;
  }

  /** Returns the store with other settings. */
  public Orgtable orgtable(Settings settings) {
    return Orgtable.on(client, table, settings);
  }

  /** Returns the sign-in provider of the console. */
  public SignInProvider provider() {
    return provider;
  }

  /** Returns the issuer of persons' tokens. */
  public Issuer issuer() {
    return issuer;
  }

  /** Returns the server's URL. */
  public URI uri() {
    return uri(server);
  }

  /** Returns a server's URL. */
  public static URI uri(OrgtableServer other) {
    return URI.create("http://127.0.0.1:" + other.port());
  }

  /** Returns a client without a credential. */
  public Http anybody() {
    return new Http(uri(), Optional.empty());
  }

  /** Returns a back end with a new key. */
  public Http key(Scope... scopes) {
    return with(orgtable.apiKeys().create("test", Set.of(scopes)).secret());
  }

  /** Returns a person with a valid token. */
  public Http person(EmailAddress user) {
    return with(issuer.token(user));
  }

  /** Returns a client with a given credential. */
  public Http with(String credential) {
    return new Http(uri(), Optional.of(credential));
  }

  /**
   * Returns whether the engine supports TransactWriteItems, without which few writes are possible.
   */
  public boolean hasTransactions() {
    try {
      client.transactWriteItems(
          request ->
              request.transactItems(
                  TransactWriteItem.builder()
                      .conditionCheck(
                          check ->
                              check
                                  .tableName(table)
                                  .key(
                                      Map.of(
                                          "id", AttributeValue.fromS("nothing"),
                                          "rng", AttributeValue.fromS("nothing")))
                                  .conditionExpression("attribute_not_exists(id)"))
                      .build()));
      return true;
    } catch (DynamoDbException e) {
      return false;
    }
  }

  /** Deletes the table. */
  public void loseTable() {
    client.deleteTable(request -> request.tableName(table));
  }

  /** Creates the table again, empty. */
  public void restoreTable() {
    orgtable.schema().create(false, Duration.ofSeconds(30));
  }

  /** Creates a user. */
  public EmailAddress user(String email) {
    EmailAddress id = EmailAddress.of(email);
    orgtable.users().create(User.of(id, new Profile("First", "Last", ""), Instant.EPOCH));
    return id;
  }

  /**
   * Binds the account of the issuer's tokens to a user, if there is one, as a first sign-in does.
   */
  public void bind(EmailAddress user) {
    var unused =
        orgtable
            .accounts()
            .signIn(new Account(issuer.name(), Issuer.subject(user)), user, Instant.now());
  }

  /** Creates an organisation. */
  public OrganisationId organisation(String id, EmailAddress owner) {
    return orgtable.organisations().create(OrganisationId.of(id), "Organisation " + id, owner).id();
  }

  @Override
  public void close() {
    server.close();
    issuer.close();
    client.close();
    engine.ifPresent(Engine::close);
  }
}
