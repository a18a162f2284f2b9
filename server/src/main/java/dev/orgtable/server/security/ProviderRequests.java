package dev.orgtable.server.security;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/**
 * HTTP requests to an identity provider, which may be down, hang, or send a response slowly or
 * without end.
 */
public final class ProviderRequests {

  /** The time limits of a connection and of a whole response. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final ClientHttpRequestFactory PUBLIC = factory(Redirect.NORMAL);
  private static final ClientHttpRequestFactory SECRET = factory(Redirect.NEVER);

  private ProviderRequests() {}

  /** Returns a factory for requests of public documents; follows redirects. */
  public static ClientHttpRequestFactory forPublicDocuments() {
    return PUBLIC;
  }

  /**
   * Returns a factory for requests that carry a secret, a code or a token. Does not follow
   * redirects, so that these go only to the endpoint from the provider's metadata.
   */
  public static ClientHttpRequestFactory withSecrets() {
    return SECRET;
  }

  private static ClientHttpRequestFactory factory(Redirect redirects) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(redirects)
                .connectTimeout(LONGEST)
                .build());
    requests.setReadTimeout(LONGEST);
    return new InterceptingClientHttpRequestFactory(
        requests, List.of(ProviderRequests::withShortAnswer));
  }

  private static ClientHttpResponse withShortAnswer(
      HttpRequest request, byte[] body, ClientHttpRequestExecution rest) throws IOException {
    return new ShortAnswer(rest.execute(request, body));
  }
}
