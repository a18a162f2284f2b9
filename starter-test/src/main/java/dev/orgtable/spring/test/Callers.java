package dev.orgtable.spring.test;

import dev.orgtable.EmailAddress;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.ClassUtils;

/** Makes authentications of callers with a verified address, of the kind of the application. */
final class Callers {

  private static final String EMAIL = "email";
  private static final boolean OAUTH =
      isPresent("org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser");
  private static final boolean CLIENT =
      isPresent("org.springframework.security.oauth2.client.registration.ClientRegistration");
  private static final boolean RESOURCE_SERVER =
      isPresent(
          "org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken");

  private Callers() {}

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, Callers.class.getClassLoader());
  }

  static Authentication authentication(EmailAddress user, String[] authorities) {
    List<GrantedAuthority> granted = AuthorityUtils.createAuthorityList(authorities);
    if (RESOURCE_SERVER && !CLIENT) {
      return Tokens.jwt(user, granted);
    }
    return new TestingAuthenticationToken(
        OAUTH ? SignIns.of(user, granted) : user.value(), "", granted);
  }

  private static Map<String, Object> claims(EmailAddress user) {
    return Map.of("sub", user.value(), EMAIL, user.value(), "email_verified", true);
  }

  /** Loaded only where there are resource servers. */
  private static final class Tokens {
    static Authentication jwt(EmailAddress user, List<GrantedAuthority> granted) {
      Jwt token =
          Jwt.withTokenValue("token")
              .header("alg", "none")
              .claims(all -> all.putAll(claims(user)))
              .build();
      return new JwtAuthenticationToken(token, granted);
    }
  }

  /** Loaded only where there is OAuth 2. */
  static final class SignIns {
    static OidcUser of(EmailAddress user, List<GrantedAuthority> granted) {
      OidcIdToken token =
          OidcIdToken.withTokenValue("token").claims(all -> all.putAll(claims(user))).build();
      return new DefaultOidcUser(granted, token, EMAIL);
    }
  }
}
