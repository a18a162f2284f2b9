package dev.orgtable.server.webhook;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.WebhookNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.event.EventId;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.settings.WebhookSettings;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.server.web.Query;
import dev.orgtable.server.webhook.DeliveryBody.ReplayBody;
import dev.orgtable.server.webhook.DeliveryBody.ReplayedBody;
import dev.orgtable.server.webhook.WebhookBody.NewWebhookBody;
import dev.orgtable.server.webhook.WebhookBody.WebhookAnswerBody;
import dev.orgtable.server.webhook.WebhookBody.WebhooksBody;
import dev.orgtable.server.webhook.WebhookRequestBody.WebhookChangesBody;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.NewWebhook;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookReplay;
import dev.orgtable.webhook.WebhookSender.NotSent;
import dev.orgtable.webhook.WebhookUrl;
import dev.orgtable.webhook.store.WebhookStore;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.stereotype.Component;

/** The operations on endpoints, for the API and the console, whoever owns them. */
@Component
public final class WebhookOperations {

  /** Tests wait for answers of strangers, so few of them may occupy threads of the server. */
  private static final int TESTS_AT_ONCE = 20;

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /** The form of an address, in one of the spellings that a resolver understands without asking. */
  private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+|0x[0-9a-f.x]+");

  private final Orgtable orgtable;
  private static final Pattern HTTP = Pattern.compile("(?i)https?://");

  private final WebhookSettings settings;
  private final HttpSender sender;
  private final InetAddressFilter addresses;
  private final Semaphore tests = new Semaphore(TESTS_AT_ONCE);

  /** The owners whose endpoints are being tested, one at a time. */
  private final Set<WebhookOwner> tested = ConcurrentHashMap.newKeySet();

  WebhookOperations(Orgtable orgtable, ServerSettings settings, HttpSender sender) {
    this.orgtable = orgtable;
    this.settings = settings.webhooks();
    this.sender = sender;
    this.addresses = Addresses.filter(this.settings.plainHttp());
  }

  private WebhookStore store() {
    return orgtable.webhooks();
  }

  /** Returns whether the server sends requests. */
  public boolean isOn() {
    return settings.keys().isPresent();
  }

  private WebhookKeys keys() {
    return settings
        .keys()
        .orElseThrow(
            () ->
                new Problem(
                    Code.WEBHOOKS_OFF,
                    "webhooks are off: the server needs --webhook-key-file, which encrypts their"
                        + " secrets"));
  }

  WebhooksBody list(WebhookOwner owner) {
    return WebhooksBody.of(store().list(owner));
  }

  WebhookBody get(WebhookOwner owner, String webhook) {
    return WebhookBody.of(store().get(owner, id(webhook)));
  }

  /**
   * Creates an endpoint.
   *
   * @throws InvalidInput if the URL is not allowed
   */
  public NewWebhook create(WebhookOwner owner, WebhookDetails details) {
    WebhookKeys keys = keys();
    check(details.url());
    return store().create(owner, details, keys);
  }

  /** Takes no Idempotency-Key: the stored response would contain the secret. */
  NewWebhookBody create(WebhookOwner owner, WebhookRequestBody body, HttpServletRequest request) {
    refuseKey(request);
    return body(create(owner, body.read(this::url)));
  }

  WebhookBody change(WebhookOwner owner, String webhook, WebhookChangesBody body) {
    WebhookId id = id(webhook);
    Boolean enabled = body.enabled();
    return WebhookBody.of(
        enabled == null
            ? change(owner, id, present -> body.over(present, this::url))
            : store()
                .change(owner, id, checked(present -> body.over(present, this::url)), enabled));
  }

  /**
   * Parses a URL. Whether it is allowed is checked where it is another one than before.
   *
   * @throws InvalidInput if it breaks a rule, which names what it may begin with on this server
   */
  public WebhookUrl url(String text) {
    if (settings.plainHttp() && !HTTP.matcher(text).lookingAt()) {
      throw new InvalidInput("url", "must begin with https:// or http://");
    }
    return WebhookUrl.of(text);
  }

  /**
   * Changes the details of an endpoint.
   *
   * @throws InvalidInput if the URL is another one, and not allowed
   */
  public Webhook change(WebhookOwner owner, WebhookId id, UnaryOperator<WebhookDetails> change) {
    return store().change(owner, id, checked(change));
  }

  /** Returns a change that refuses another URL that is not allowed. */
  private UnaryOperator<WebhookDetails> checked(UnaryOperator<WebhookDetails> change) {
    return present -> {
      WebhookDetails next = change.apply(present);
      if (!next.url().equals(present.url())) {
        check(next.url());
      }
      return next;
    };
  }

  void delete(WebhookOwner owner, String webhook) {
    try {
      store().delete(owner, id(webhook));
    } catch (WebhookNotFound | OrganisationNotFound e) {
      return;
    }
  }

  NewWebhookBody rotate(WebhookOwner owner, String webhook, HttpServletRequest request) {
    refuseKey(request);
    return body(rotate(owner, id(webhook)));
  }

  /** Gives an endpoint another secret. */
  public NewWebhook rotate(WebhookOwner owner, WebhookId webhook) {
    return store().rotate(owner, webhook, keys());
  }

  WebhookAnswerBody test(WebhookOwner owner, String webhook, HttpServletRequest request) {
    refuseKey(request);
    WebhookAnswer answer = test(owner, id(webhook));
    return new WebhookAnswerBody(
        answer.isAccepted(),
        answer.status() == 0 ? null : answer.status(),
        answer.took().toMillis(),
        answer.failure(),
        answer.note());
  }

  /**
   * Sends a request to an endpoint and waits for its answer.
   *
   * @throws Problem if another webhook of the owner is being tested, or too many are, or the server
   *     does not have the key of the secret
   */
  public WebhookAnswer test(WebhookOwner owner, WebhookId webhook) {
    WebhookKeys keys = keys();
    if (!tested.add(owner)) {
      throw new Problem(Code.TOO_MANY_REQUESTS, "another webhook is being tested");
    }
    try {
      return testOne(owner, webhook, keys);
    } finally {
      tested.remove(owner);
    }
  }

  private WebhookAnswer testOne(WebhookOwner owner, WebhookId webhook, WebhookKeys keys) {
    if (!tests.tryAcquire()) {
      throw new Problem(Code.TOO_MANY_REQUESTS, "too many webhooks are being tested");
    }
    try {
      return store().test(owner, webhook, keys, sender);
    } catch (NotSent e) {
      throw new Problem(Code.TOO_MANY_REQUESTS, String.valueOf(e.getMessage()));
    } catch (InvalidInput e) {
      throw new Problem(Code.WEBHOOKS_OFF, "the server " + e.rule());
    } finally {
      tests.release();
    }
  }

  PageBody<DeliveryBody> deliveries(WebhookOwner owner, String webhook, PageRequest page) {
    EventId after =
        page.cursor()
            .map(cursor -> Input.required("cursor", cursor.value(), EventId::of))
            .orElse(null);
    return PageBody.of(
        store().deliveries(owner, id(webhook), after, page.limit()), DeliveryBody::of);
  }

  void replay(WebhookOwner owner, String webhook, String event, HttpServletRequest request) {
    refuseKey(request);
    store().replay(owner, id(webhook), Input.required("event", event, EventId::of));
  }

  ReplayedBody replay(
      WebhookOwner owner, String webhook, ReplayBody body, HttpServletRequest request) {
    refuseKey(request);
    Instant since = Input.required("since", body.since(), WebhookOperations::time);
    WebhookReplay replayed = store().replayFailed(owner, id(webhook), since);
    return new ReplayedBody(replayed.events(), replayed.next());
  }

  private static Instant time(String text) {
    Instant time = Query.time("since", text);
    if (!time.isAfter(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new InvalidInput("since", "must be a time from 1970 to 9999");
    }
    return time;
  }

  private static WebhookId id(String webhook) {
    return Input.required("webhook", webhook, WebhookId::of);
  }

  private static NewWebhookBody body(NewWebhook created) {
    return new NewWebhookBody(WebhookBody.of(created.webhook()), created.secret());
  }

  /** A stored response would have a secret; and what has none can be repeated as it is. */
  private static void refuseKey(HttpServletRequest request) {
    if (request.getHeader(Idempotency.HEADER) != null) {
      throw Problem.ofField(
          Idempotency.HEADER, Idempotency.HEADER + " is not supported for webhooks");
    }
  }

  /** Refuses at once what would be refused when connecting. Names are not looked up. */
  private void check(WebhookUrl url) {
    if (!url.isEncrypted() && !settings.plainHttp()) {
      throw new InvalidInput("url", "must begin with https://");
    }
    String host = url.value().getHost();
    if (host.equals("localhost") || ADDRESS.matcher(host).matches()) {
      try {
        if (!addresses.matches(InetAddress.getByName(host))) {
          throw new InvalidInput("url", "must have a host of the public Internet");
        }
      } catch (UnknownHostException e) {
        throw new InvalidInput("url", "must have a host that exists", e);
      }
    }
  }
}
