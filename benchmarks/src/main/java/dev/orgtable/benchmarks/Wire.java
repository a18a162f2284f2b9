package dev.orgtable.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** An HTTP client for one server, with persistent connections. */
public final class Wire implements AutoCloseable {

  private static final int FIRST_REFUSAL = 300;

  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(Callers.COUNT)
                  .setMaxConnTotal(Callers.COUNT)
                  .build())
          .disableContentCompression()
          .disableCookieManagement()
          .disableAutomaticRetries()
          .build();
  private final URI server;

  /** Creates a client for the server at an address without a path. */
  public Wire(URI server) {
    this.server = server;
  }

  /**
   * An answer.
   *
   * @param body empty if there is none
   * @param location the header {@code Location}
   */
  public record Answer(String body, Optional<String> location) {}

  /** Returns the server's address. */
  public URI server() {
    return server;
  }

  /** Returns a request without a body. */
  public ClassicRequestBuilder request(String method, String path) {
    return ClassicRequestBuilder.create(method).setUri(server + path);
  }

  /** Returns a request with a body in JSON. */
  public ClassicRequestBuilder json(String method, String path, String body) {
    return request(method, path).setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
  }

  /**
   * Sends a request.
   *
   * @throws IllegalStateException if the answer is not a success
   */
  public Answer send(ClassicRequestBuilder builder) throws IOException {
    ClassicHttpRequest request = builder.build();
    return client.execute(
        request,
        response -> {
          String body =
              response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
          if (response.getCode() >= FIRST_REFUSAL) {
            throw new IllegalStateException(
                request + " was answered with " + response.getCode() + ": " + body);
          }
          return new Answer(
              body, Optional.ofNullable(response.getFirstHeader("Location")).map(Header::getValue));
        });
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
