package dev.orgtable.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does without showing it: keeps cookies, and sends forms with their token. */
public final class BrowserSession {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = client(Redirect.NEVER);
  private final HttpClient following = client(Redirect.ALWAYS);
  private final URI server;
  private String token = "";

  /** Returns one that has visited nothing. */
  public BrowserSession(URI server) {
    this.server = server;
  }

  private HttpClient client(Redirect redirects) {
    return HttpClient.newBuilder().cookieHandler(cookies).followRedirects(redirects).build();
  }

  /** Gets a page, and keeps the token of its forms. */
  public HttpResponse<String> get(String path) {
    HttpResponse<String> page =
        send(client, HttpRequest.newBuilder(URI.create(server + path)).build());
    Matcher found = TOKEN.matcher(page.body());
    if (found.find()) {
      token = found.group(1);
    }
    return page;
  }

  /** Signs in by OpenID Connect, as whoever stands before the issuer. */
  public BrowserSession signIn() {
    URI start = URI.create(server + "/oauth2/authorization/openid");
    send(following, HttpRequest.newBuilder(start).build());
    get("/console/sign-in");
    return this;
  }

  /** Sends a form with the token of the last page. */
  public HttpResponse<String> post(String path, Map<String, String> fields) {
    return post(path, fields, token);
  }

  /** Sends a form with any token. */
  public HttpResponse<String> post(String path, Map<String, String> fields, String anyToken) {
    String body =
        fields.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()) + "&")
                .collect(Collectors.joining())
            + "_csrf="
            + encode(anyToken);
    return send(
        client,
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Takes a cookie that the server has not set, in the place of the one of that name. */
  public void plant(String name, String value) {
    List.copyOf(cookies()).stream()
        .filter(each -> each.getName().equals(name))
        .forEach(each -> cookies.getCookieStore().remove(server, each));
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookie.setDomain(
        server.getHost().contains(".") ? server.getHost() : server.getHost() + ".local");
    cookies.getCookieStore().add(server, cookie);
  }

  /** Returns the cookies it holds. */
  public List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
