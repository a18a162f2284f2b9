package dev.orgtable.server.security;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/** How an identity provider is asked: it may be down, hang, or answer a byte at a time. */
public final class ProviderRequests {

  /** How long a connection may take, and then a whole answer. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NORMAL)
          .connectTimeout(LONGEST)
          .build();

  private ProviderRequests() {}

  /** Returns what makes requests that end, by the monotonic clock. */
  public static ClientHttpRequestFactory factory() {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(CLIENT);
    requests.setReadTimeout(LONGEST);
    return requests;
  }
}
