package dev.orgtable.server.webhook;

import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookCall;
import dev.orgtable.webhook.WebhookSender;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.boot.http.client.HttpRedirects;
import tools.jackson.core.JacksonException;

/**
 * Sends the requests of webhooks. Endpoints are named by strangers, so nothing of an answer is
 * trusted: addresses are filtered when connecting, redirects are not followed, proxies of the
 * environment are not used, and time, header and body of an answer are bounded. Each request has a
 * connection of its own: on one that is used again, bytes behind an answer would be taken for the
 * answer to the next request, which may be of another organisation.
 */
final class HttpSender implements WebhookSender, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** The longest time of a request with its answer. */
  static final Duration WHOLE = Duration.ofSeconds(15);

  /** The most bytes that are read of an answer. */
  private static final int MOST_BYTES = 4096;

  /** The part of the whole time that the lookup of a host may take: a third. */
  private static final int LOOKUP_PART = 3;

  /** The part of the whole time that a request may wait for a connection: a third. */
  private static final int WAIT_PART = 3;

  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_LINE = 8192;
  private static final int CONNECTIONS = 200;
  private static final int CONNECTIONS_PER_HOST = 20;
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int ERROR = 400;

  private final Payloads payloads;
  private final boolean plainHttp;
  private final Clock clock;
  private final Duration whole;
  private final TimedDns dns;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "orgtable-webhook-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Creates a sender.
   *
   * @param plainHttp whether URLs with {@code http} and addresses of the loopback are admitted
   * @param whole the longest time of a request with its answer
   * @param dns finds the addresses of hosts
   */
  HttpSender(Payloads payloads, boolean plainHttp, Clock clock, Duration whole, DnsResolver dns) {
    this.payloads = payloads;
    this.plainHttp = plainHttp;
    this.clock = clock;
    this.whole = whole;
    this.dns = new TimedDns(dns, whole.dividedBy(LOOKUP_PART));
    this.client = client(plainHttp, whole, this.dns);
    deadlines.setRemoveOnCancelPolicy(true);
  }

  private static CloseableHttpClient client(boolean plainHttp, Duration whole, DnsResolver dns) {
    Http1Config bounds =
        Http1Config.custom().setMaxHeaderCount(MOST_HEADERS).setMaxLineLength(LONGEST_LINE).build();
    return new HttpComponentsHttpClientBuilder()
        .withDnsResolver(dns)
        .withConnectionManagerCustomizer(
            connections ->
                connections
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build())
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS_PER_HOST))
        .withDefaultRequestConfigCustomizer(
            request ->
                request
                    .setProtocolUpgradeEnabled(false)
                    .setConnectionRequestTimeout(
                        whole.dividedBy(WAIT_PART).toMillis(), TimeUnit.MILLISECONDS))
        .withCustomizer(
            builder ->
                builder
                    .setRoutePlanner(new DefaultRoutePlanner(null))
                    .setConnectionReuseStrategy((request, answer, context) -> false)
                    .setUserAgent("Orgtable-Webhooks")
                    .disableAutomaticRetries()
                    .disableContentCompression()
                    .disableAuthCaching())
        .build(
            HttpClientSettings.defaults()
                .withInetAddressFilter(Addresses.filter(plainHttp))
                .withRedirects(HttpRedirects.DONT_FOLLOW)
                .withCookieHandling(HttpCookieHandling.DISABLE)
                .withTimeouts(CONNECT, whole));
  }

  @Override
  public WebhookAnswer send(WebhookCall call) {
    long begunAt = System.nanoTime();
    if (!call.url().isEncrypted() && !plainHttp) {
      return failed(begunAt, "the URL does not begin with https://");
    }
    HttpPost request = request(call);
    AtomicBoolean late = new AtomicBoolean();
    try {
      WebhookAnswer answer = answer(HttpHost.create(call.url().value()), request, late);
      return new WebhookAnswer(
          answer.status(), since(begunAt), answer.failure(), answer.retryAfter(), answer.note());
    } catch (ConnectionRequestTimeoutException e) {
      throw new NotSent("too many requests at once");
    } catch (RejectedExecutionException e) {
      throw new NotSent("the server is being stopped");
    } catch (IOException
        | FilteredHostException
        | IllegalArgumentException
        | IllegalStateException e) {
      return failed(begunAt, late.get() ? Failures.LATE : Failures.of(e));
    }
  }

  private WebhookAnswer answer(HttpHost host, HttpPost request, AtomicBoolean late)
      throws IOException {
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            whole.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return answer(request, client.executeOpen(host, request, null), late);
    } finally {
      deadline.cancel(false);
    }
  }

  /** Returns the request. That it cannot be written or signed is no failure of the receiver. */
  private HttpPost request(WebhookCall call) {
    HttpPost request = new HttpPost(call.url().value());
    try {
      String id = call.event().id().value();
      String body = payloads.of(call.owner(), call.event());
      Instant now = clock.instant();
      request.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
      request.setHeader("webhook-id", id);
      request.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
      request.setHeader("webhook-signature", Signature.of(call.secrets(), id, now, body));
      request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
      return request;
    } catch (IllegalArgumentException | IllegalStateException | JacksonException e) {
      throw new NotSent("the event could not be written and signed");
    }
  }

  private static @Nullable String text(ClassicHttpResponse response) {
    @Nullable Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    return header == null ? null : header.getValue();
  }

  private WebhookAnswer answer(HttpPost request, ClassicHttpResponse response, AtomicBoolean late) {
    int status = response.getCode();
    String retryAfter = text(response);
    String cut = end(request, response, late);
    String failure = failure(status);
    return new WebhookAnswer(
        status,
        Duration.ZERO,
        failure,
        RetryAfter.read(retryAfter, clock.instant()),
        cut == null || failure != null ? null : "answered " + status + ", the body " + cut);
  }

  /**
   * Reads the begin of a body, so that a receiver can send a usual one to its end. If there is
   * more, the connection is cut first, since closing a response reads the rest of its body. The
   * status has decided by now, so failures do not matter.
   *
   * @return what was wrong with the body; null if nothing
   */
  private @Nullable String end(HttpPost request, ClassicHttpResponse response, AtomicBoolean late) {
    String cut = null;
    try (response) {
      HttpEntity body = response.getEntity();
      if (body != null && body.getContent().readNBytes(MOST_BYTES + 1).length > MOST_BYTES) {
        cut = "was cut after " + MOST_BYTES + " bytes";
        request.cancel();
      }
    } catch (IOException e) {
      request.cancel();
      if (cut == null) {
        boolean isSlow = late.get() || e instanceof SocketTimeoutException;
        cut = isSlow ? "was cut after " + whole.toSeconds() + " seconds" : "ended too early";
      }
    }
    return cut;
  }

  private static @Nullable String failure(int status) {
    if (status >= OK && status < REDIRECT) {
      return null;
    }
    return status >= REDIRECT && status < ERROR
        ? "answered " + status + ": redirects are not followed"
        : "answered " + status;
  }

  private static WebhookAnswer failed(long begunAt, String failure) {
    return new WebhookAnswer(0, since(begunAt), failure, null);
  }

  private static Duration since(long begunAt) {
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunAt));
  }

  /** Ends the requests under way. */
  @Override
  public void close() throws IOException {
    client.close();
    dns.close();
    deadlines.shutdownNow();
  }
}
