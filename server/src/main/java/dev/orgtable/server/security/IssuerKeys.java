package dev.orgtable.server.security;

import java.util.List;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder;
import org.springframework.web.client.RestTemplate;

/** How tokens are read that an issuer has signed: by any asymmetric algorithm. */
public final class IssuerKeys {

  /** How long the issuer may take to answer, in milliseconds. */
  private static final int PATIENCE = 3000;

  private IssuerKeys() {}

  /** Returns a decoder with the issuer's keys, which validates nothing but signatures yet. */
  public static NimbusJwtDecoder decoder(JwkSetUriJwtDecoderBuilder keys) {
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(PATIENCE);
    requests.setReadTimeout(PATIENCE);
    return keys.jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
        .restOperations(new RestTemplate(requests))
        .build();
  }
}
