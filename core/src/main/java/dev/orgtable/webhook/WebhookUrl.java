package dev.orgtable.webhook;

import dev.orgtable.InvalidInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The URL that requests are sent to.
 *
 * @param value {@code https} or {@code http}, a host, and no user, password or fragment; at most
 *     {@value #LONGEST} characters of ASCII
 */
public record WebhookUrl(URI value) {

  /** The longest URL, in characters. */
  public static final int LONGEST = 2000;

  private static final String FIELD = "url";
  private static final int HIGHEST_PORT = 65_535;

  /**
   * Checks the URL.
   *
   * @throws InvalidInput if it breaks a rule
   */
  public WebhookUrl {
    String scheme = value.getScheme();
    String text = value.toString();
    if (!"https".equals(scheme) && !"http".equals(scheme)) {
      throw new InvalidInput(FIELD, "must begin with https://");
    }
    if (value.getHost() == null || value.getHost().isEmpty()) {
      throw new InvalidInput(FIELD, "must have a host");
    }
    if (value.getRawUserInfo() != null) {
      throw new InvalidInput(FIELD, "must not have a user or a password");
    }
    if (value.getRawFragment() != null) {
      throw new InvalidInput(FIELD, "must not have a fragment");
    }
    if (value.getPort() == 0 || value.getPort() > HIGHEST_PORT) {
      throw new InvalidInput(FIELD, "must have a port of 1 to " + HIGHEST_PORT);
    }
    if (text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new InvalidInput(FIELD, "must be at most " + LONGEST + " characters of ASCII");
    }
  }

  /**
   * Parses a URL. Scheme and host are lower-cased.
   *
   * @throws InvalidInput if it breaks a rule
   */
  public static WebhookUrl of(String text) {
    if (text.length() > LONGEST) {
      throw new InvalidInput(FIELD, "must be at most " + LONGEST + " characters of ASCII");
    }
    try {
      return new WebhookUrl(lowerCase(new URI(text)));
    } catch (URISyntaxException e) {
      throw new InvalidInput(FIELD, "must be a URL, such as https://example.com/hooks", e);
    }
  }

  private static URI lowerCase(URI url) throws URISyntaxException {
    String text = url.toString();
    String authority = url.getRawAuthority();
    if (url.getScheme() == null || authority == null || url.getRawUserInfo() != null) {
      return url;
    }
    String begin = url.getScheme() + "://" + authority;
    return text.startsWith(begin)
        ? new URI(begin.toLowerCase(Locale.ROOT) + text.substring(begin.length()))
        : url;
  }

  /** Returns whether it is {@code https}. */
  public boolean isEncrypted() {
    return value.getScheme().equals("https");
  }

  /** Returns the URL without its query, which may be secret. */
  public String withoutQuery() {
    String text = value.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  /** Returns scheme, host and port: the path of some receivers is secret, too. */
  public String origin() {
    return value.getScheme() + "://" + value.getRawAuthority();
  }

  /** Returns the URL as a text. */
  @Override
  public String toString() {
    return value.toString();
  }
}
