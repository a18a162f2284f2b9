package dev.orgtable.server.caller;

import dev.orgtable.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose credential was found good. Holds no credential. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

  private final transient Caller caller;

  /** A caller with an API key or a token, and the scopes of the key. */
  public CallerAuthentication(Caller caller, Set<Scope> scopes) {
    super(scopes.stream().map(scope -> new SimpleGrantedAuthority(scope.name())).toList());
    this.caller = caller;
    setAuthenticated(true);
  }

  /** Returns that somebody has signed in to the console. */
  public static CallerAuthentication signedIn(Caller caller) {
    return new CallerAuthentication(
        caller, caller instanceof Caller.Operator ? Set.of(Scope.values()) : Set.of());
  }

  /** Returns whether the caller's API key has this scope; an operator has every one. */
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
