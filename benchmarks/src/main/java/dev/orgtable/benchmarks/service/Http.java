package dev.orgtable.benchmarks.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Executes the actions over HTTP, with persistent connections. */
final class Http implements Calls, AutoCloseable {

  static final String WAY = "http";

  private static final int FIRST_REFUSAL = 300;
  private static final String COST = "Orgtable-Cost";

  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(Load.THREADS)
                  .build())
          .disableContentCompression()
          .disableCookieManagement()
          .build();
  private final URI server;
  private final String key;
  private final LongAdder requests = new LongAdder();

  Http(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  @Override
  public void call(Action action, int index) {
    String acme = "/v1/organisations/" + World.ACME;
    String organisation = "/v1/organisations/" + World.organisation(index);
    String invitee = World.invitee(WAY, index).value();
    switch (action) {
      case CHECK -> get("/v1/check?user=" + World.member(index) + "&organisation=" + World.ACME);
      case MEMBERS -> get(acme + "/members?limit=" + World.PAGE);
      case ORGANISATIONS -> get("/v1/users/" + World.ANN + "/organisations?limit=" + World.PAGE);
      case GROUP ->
          send(
              ClassicRequestBuilder.put(
                  server
                      + acme
                      + "/members/"
                      + World.member(index)
                      + "/groups/"
                      + Bare.group(WAY, index)));
      case INVITE -> {
        post(
            organisation + "/invitations",
            "{\"email\":\"" + invitee + "\",\"groups\":[\"staff\"]}");
        post("/v1/users/" + invitee + "/invitations/" + World.organisation(index) + "/accept", "");
      }
      case CREATE ->
          post(
              "/v1/organisations",
              "{\"name\":\"Made " + index + "\",\"owner\":\"" + World.ANN + "\"}");
    }
  }

  private void get(String path) {
    send(ClassicRequestBuilder.get(server + path));
  }

  private void post(String path, String json) {
    ClassicRequestBuilder request = ClassicRequestBuilder.post(server + path);
    if (!json.isEmpty()) {
      request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
    }
    send(request);
  }

  private void send(ClassicRequestBuilder builder) {
    ClassicHttpRequest request = builder.addHeader("Authorization", "Bearer " + key).build();
    try {
      client.execute(
          request,
          response -> {
            if (response.getCode() >= FIRST_REFUSAL) {
              throw new IOException(request + " returned " + response.getCode());
            }
            EntityUtils.consume(response.getEntity());
            requests.add(requests(response.getFirstHeader(COST).getValue()));
            return true;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses {@code requests=2, read=2, write=0}. */
  private static int requests(String cost) {
    return Integer.parseInt(cost, cost.indexOf('=') + 1, cost.indexOf(','), 10);
  }

  @Override
  public long requests() {
    return requests.sum();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
