package dev.orgtable.server.caller;

import dev.orgtable.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The authentication of a caller whose credential is valid. Does not hold the credential. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

  private final transient Caller caller;

  /** Creates the authentication of a caller with an API key or a token. */
  public CallerAuthentication(Caller caller, Set<Scope> scopes) {
    super(scopes.stream().map(scope -> new SimpleGrantedAuthority(scope.name())).toList());
    this.caller = caller;
    setAuthenticated(true);
  }

  /** Returns the authentication of somebody signed in to the console. */
  public static CallerAuthentication signedIn(Caller caller) {
    return new CallerAuthentication(
        caller, caller instanceof Caller.Operator ? Set.of(Scope.values()) : Set.of());
  }

  /** Returns whether the caller's API key has this scope; an operator has all scopes. */
  public boolean has(Scope scope) {
    return getAuthorities().contains(new SimpleGrantedAuthority(scope.name()));
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallerAuthentication that
        && caller.equals(that.caller)
        && super.equals(other);
  }

  @Override
  public int hashCode() {
    return caller.hashCode();
  }
}
