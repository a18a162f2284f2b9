package dev.orgtable.server.security;

import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.CallerAuthentication;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Authenticates API keys and persons' tokens. */
@Component
final class Credentials implements AuthenticationManager {

  private static final String KEY = "otk_";

  private final ProvenKeys keys;
  private final PersonTokens tokens;

  Credentials(ProvenKeys keys, PersonTokens tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  @Override
  public Authentication authenticate(Authentication presented) {
    String text = ((BearerTokenAuthenticationToken) presented).getToken();
    return text.startsWith(KEY) ? ofKey(text) : ofPerson(text);
  }

  private Authentication ofPerson(String text) {
    try {
      return new CallerAuthentication(tokens.read(text), Set.of());
    } catch (Unavailable e) {
      throw new AuthenticationServiceException("cannot read accounts", e);
    } catch (OrgtableException e) {
      throw e instanceof AccountConflict conflict && conflict.isOutdated()
          ? new RefusedCredential(CredentialFault.OUTDATED)
          : new RefusedAccount(e);
    }
  }

  private Authentication ofKey(String text) {
    try {
      return keys.find(text)
          .map(key -> new CallerAuthentication(new Caller.Key(key.id().value()), key.scopes()))
          .orElseThrow(() -> new RefusedCredential(CredentialFault.API_KEY));
    } catch (Unavailable e) {
      throw new AuthenticationServiceException("cannot read API keys", e);
    }
  }
}
