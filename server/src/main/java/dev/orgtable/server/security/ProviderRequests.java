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
 * How an identity provider is asked: it may be down, hang, answer a byte at a time or without end.
 */
public final class ProviderRequests {

  /** How long a connection may take, and then a whole answer. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final ClientHttpRequestFactory PUBLIC = factory(Redirect.NORMAL);
  private static final ClientHttpRequestFactory SECRET = factory(Redirect.NEVER);

  private ProviderRequests() {}

  /** Returns what asks for documents that are for anybody; redirects are followed. */
  public static ClientHttpRequestFactory forPublicDocuments() {
    return PUBLIC;
  }

  /**
   * Returns what makes requests that carry a secret, a code or a token: these go to the address
   * that the provider has told, and by no redirect to another one.
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
