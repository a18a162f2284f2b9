package dev.orgtable.server.webhook;

import dev.orgtable.webhook.WebhookSender.NotSent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of hosts within a time: the lookup of the JDK has no limit and cannot be
 * interrupted, and the owner of an endpoint may own the name server. A lookup that is late goes on
 * in its thread, and its result is not used.
 */
final class TimedDns implements DnsResolver, AutoCloseable {

  /** The most lookups at once, with those that are late. */
  private static final int MOST_LOOKUPS = 256;

  private static final int IDLE_SECONDS = 10;

  private final DnsResolver dns;
  private final Duration longest;
  private final ThreadPoolExecutor lookups =
      new ThreadPoolExecutor(
          0,
          MOST_LOOKUPS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "orgtable-webhook-dns");
            thread.setDaemon(true);
            return thread;
          });

  TimedDns(DnsResolver dns, Duration longest) {
    this.dns = dns;
    this.longest = longest;
  }

  /**
   * Finds the addresses of a host.
   *
   * @throws UnknownHostException if there are none, or the lookup is late
   * @throws NotSent if too many lookups are under way
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    try {
      Future<InetAddress[]> lookup = lookups.submit(() -> dns.resolve(host));
      return lookup.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new NotSent("too many lookups of hosts at once");
    } catch (ExecutionException | TimeoutException e) {
      throw unknown(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    }
  }

  private static UnknownHostException unknown(String host, Exception cause) {
    UnknownHostException unknown = new UnknownHostException(host);
    unknown.initCause(cause);
    return unknown;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
