package dev.orgtable.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a display: keeps cookies, and sends forms with their CSRF token. */
public final class BrowserSession {

  private static final int MOST_REDIRECTS = 20;
  private static final String TURNED_AWAY = "/console/sign-in?";
  private static final String FAILED = TURNED_AWAY + "failed";
  private static final int MOST_ATTEMPTS = 20;
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI server;
  private String token = "";
  private boolean plainly;

  /** Returns a new session without cookies. */
  public BrowserSession(URI server) {
    this.server = server;
  }

  /** The redirect limit of browsers; the JDK's client gives up after five. */
  private HttpResponse<String> following(HttpRequest request) {
    HttpResponse<String> answer = send(client, request);
    for (int i = 0; i < MOST_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
      URI next = answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
      answer = send(client, HttpRequest.newBuilder(next).build());
    }
    return answer;
  }

  /** Gets a page, and keeps the CSRF token of its forms. */
  public HttpResponse<String> get(String path) {
    unsecure();
    HttpResponse<String> page =
        send(client, HttpRequest.newBuilder(URI.create(server + path)).build());
    unsecure();
    Matcher found = TOKEN.matcher(page.body());
    if (found.find()) {
      token = found.group(1);
    }
    return page;
  }

  /**
   * Signs in by OpenID Connect as the user set at the issuer. The server waits two seconds for a
   * provider: on a busy machine the issuer may be slower, and a person would try again.
   *
   * @throws AssertionError if the server turns the user away
   */
  public BrowserSession signIn() {
    String end = signInEndsAt();
    for (int i = 0; end.equals(FAILED) && i < MOST_ATTEMPTS; i++) {
      pause();
      end = signInEndsAt();
    }
    if (end.startsWith(TURNED_AWAY)) {
      throw new AssertionError("the sign-in ended at " + end);
    }
    get("/console/sign-in");
    return this;
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Signs in, and returns the path of the final page. */
  public String signInEndsAt() {
    URI start = URI.create(server + "/oauth2/authorization/openid");
    return path(following(HttpRequest.newBuilder(start).build()));
  }

  /** Follows a link to any URL. */
  public HttpResponse<String> follow(URI link) {
    return following(HttpRequest.newBuilder(link).build());
  }

  /** Sends a form to any URL, and returns the path of the final page. */
  public String submit(URI action, Map<String, String> fields) {
    return path(following(form(action, fields)));
  }

  private String path(HttpResponse<String> end) {
    return end.uri().toString().replace(server.toString(), "");
  }

  private static HttpRequest form(URI action, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(action)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /** Returns the CSRF token of the last page. */
  public String token() {
    return token;
  }

  /** Sends a form with the CSRF token of the last page. */
  public HttpResponse<String> post(String path, Map<String, String> fields) {
    return post(path, fields, token);
  }

  /** Sends a form with a given CSRF token, and further headers: alternating names and values. */
  public HttpResponse<String> post(
      String path, Map<String, String> fields, String anyToken, String... headers) {
    String body =
        fields.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()) + "&")
                .collect(Collectors.joining())
            + "_csrf="
            + encode(anyToken);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(client, request.build());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Sends {@code Secure} cookies over plain HTTP, as a TLS proxy would. */
  public void keepSecureCookies() {
    plainly = true;
  }

  private void unsecure() {
    if (plainly) {
      cookies().forEach(cookie -> cookie.setSecure(false));
    }
  }

  /** Plants a cookie that the server has not set, replacing one of the same name. */
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

  /** Returns the cookies. */
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
