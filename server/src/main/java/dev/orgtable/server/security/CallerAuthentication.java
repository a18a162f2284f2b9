package dev.orgtable.server.security;

import dev.orgtable.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose credential was found good. Holds no credential. */
final class CallerAuthentication extends AbstractAuthenticationToken {

  private final transient Caller caller;

  CallerAuthentication(Caller caller, Set<Scope> scopes) {
    super(scopes.stream().map(scope -> new SimpleGrantedAuthority(scope.name())).toList());
    this.caller = caller;
    setAuthenticated(true);
  }

  boolean has(Scope scope) {
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
