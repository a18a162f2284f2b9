package dev.orgtable.server.security;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** Fetches the metadata of an issuer (OpenID Connect Discovery 1.0, RFC 8414). */
public final class IssuerMetadata {

  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final Pattern WEB = Pattern.compile("https?://[^\\s#{}\"<>\\\\^`|]+");
  private static final ParameterizedTypeReference<Map<String, Object>> FIELDS =
      new ParameterizedTypeReference<>() {};

  private IssuerMetadata() {}

  /**
   * Fetches the metadata.
   *
   * @throws RestClientException if the issuer does not respond in time with metadata
   * @throws IllegalStateException if the metadata names a different issuer
   */
  public static Map<String, Object> of(String issuer) {
    RestTemplate requests = new RestTemplate(ProviderRequests.forPublicDocuments());
    RestClientException missing = new RestClientException("the issuer has no metadata");
    for (URI place : places(issuer)) {
      try {
        return checked(issuer, requests.exchange(place, HttpMethod.GET, null, FIELDS).getBody());
      } catch (HttpClientErrorException e) {
        missing = e;
      }
    }
    throw missing;
  }

  /**
   * Returns an endpoint from the metadata.
   *
   * @throws IllegalStateException if it is missing, or not an absolute http or https URL
   */
  public static URI place(Map<String, Object> metadata, String name) {
    if (metadata.get(name) instanceof String text && WEB.matcher(text).matches()) {
      return URI.create(text);
    }
    throw new IllegalStateException("the issuer's metadata has no http or https URL as " + name);
  }

  private static Map<String, Object> checked(
      String issuer, @org.jspecify.annotations.Nullable Map<String, Object> metadata) {
    if (metadata == null || !issuer.equals(metadata.get("issuer"))) {
      throw new IllegalStateException("the metadata does not belong to the issuer " + issuer);
    }
    return metadata;
  }

  private static List<URI> places(String issuer) {
    UriComponents uri = UriComponentsBuilder.fromUriString(issuer).build();
    String path = uri.getPath() == null ? "" : uri.getPath();
    return List.of(place(uri, path + OPENID), place(uri, OPENID + path), place(uri, OAUTH + path));
  }

  private static URI place(UriComponents issuer, String path) {
    return UriComponentsBuilder.newInstance()
        .uriComponents(issuer)
        .replacePath(path.replace("//", "/"))
        .build()
        .toUri();
  }
}
