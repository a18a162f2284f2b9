package dev.orgtable.server.security;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.Scope;
import dev.orgtable.server.caller.CallerAuthentication;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.problem.Challenge;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.problem.ProblemWriter;
import dev.orgtable.web.RefusalCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The security filters of the API. A credential is required except for the API description and its
 * page, health checks, and operations authorised by an invitation token.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);
  private static final String NO_CREDENTIAL = "send an API key or a token: Authorization: Bearer …";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String RETRY_PROVIDER_AFTER_SECONDS = "5";

  /** The page of the API description runs only its own scripts, and shows images of its styles. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
          + " style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final RefusalLog refusals = new RefusalLog(LOG);
  private final ProblemWriter problems;

  SecurityConfiguration(ProblemWriter problems) {
    this.problems = problems;
  }

  @Bean
  SecurityFilterChain filters(HttpSecurity http, Credentials credentials) throws Exception {
    BearerTokenAuthenticationFilter bearer =
        new BearerTokenAuthenticationFilter(credentials, oneCredential());
    bearer.setAuthenticationEntryPoint(this::refuse);
    bearer.setAuthenticationFailureHandler(this::refuse);
    return http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        .addFilterAt(bearer, BasicAuthenticationFilter.class)
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint(this::refuse)
                    .accessDeniedHandler(
                        (request, response, e) -> {
                          String reason = "the credential does not allow this";
                          response.setHeader(
                              HttpHeaders.WWW_AUTHENTICATE, Challenge.insufficientScope(reason));
                          problems.write(response, Code.FORBIDDEN, reason);
                        }))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(Rights.open().toArray(String[]::new))
                    .permitAll()
                    .requestMatchers(ofHolders())
                    .access(SecurityConfiguration::noCredentialOrGood)
                    .requestMatchers("/metrics")
                    .hasAuthority(Scope.READ.name())
                    .anyRequest()
                    .authenticated())
        .build();
  }

  private static RequestMatcher[] ofHolders() {
    PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
    return Rights.ofHolders().stream()
        .map(each -> paths.matcher(HttpMethod.valueOf(each.method()), each.pattern()))
        .toArray(RequestMatcher[]::new);
  }

  /** A credential is optional, but an invalid one is refused. */
  private static AuthorizationDecision noCredentialOrGood(
      Supplier<? extends Authentication> caller, RequestAuthorizationContext context) {
    return new AuthorizationDecision(
        context.getRequest().getHeader(HttpHeaders.AUTHORIZATION) == null
            || caller.get() instanceof CallerAuthentication);
  }

  /**
   * Refuses several credentials: a proxy in front of this server might evaluate a different one.
   */
  private static AuthenticationConverter oneCredential() {
    BearerTokenAuthenticationConverter bearer = new BearerTokenAuthenticationConverter();
    return request -> {
      if (Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() > 1) {
        throw new RefusedCredential(CredentialFault.SEVERAL);
      }
      return bearer.convert(request);
    };
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (e instanceof AuthenticationServiceException) {
      Unchecked.mark(request);
      uncheckable(response, e);
      return;
    }
    if (e instanceof RefusedAccount account) {
      Code code = Problem.codeOf(account.refusal());
      refusals.warn(code.text(), "account refused: " + account.getMessage());
      problems.write(response, code, RefusalCode.detail(account.refusal()));
      return;
    }
    Optional<RefusedCredential> shown = shown(e);
    shown.ifPresent(
        refused ->
            refusals.warn(refused.fault().name(), "credential refused: " + refused.detail()));
    Optional<String> reason = shown.map(refused -> refused.fault().told());
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE, reason.map(Challenge::invalidToken).orElse(Challenge.NONE));
    problems.write(response, Code.UNAUTHENTICATED, reason.orElse(NO_CREDENTIAL));
  }

  /** Returns the refusal of the credential in the request; empty if there was no credential. */
  private static Optional<RefusedCredential> shown(AuthenticationException e) {
    if (e instanceof RefusedCredential refused) {
      return Optional.of(refused);
    }
    return e instanceof OAuth2AuthenticationException
        ? Optional.of(new RefusedCredential(CredentialFault.MALFORMED))
        : Optional.empty();
  }

  private void uncheckable(HttpServletResponse response, AuthenticationException e)
      throws IOException {
    Code code = e.getCause() instanceof Unavailable ? Code.UNAVAILABLE : Code.PROVIDER_UNAVAILABLE;
    refusals.warn(code.text(), "cannot verify credentials: " + e.getMessage());
    response.setHeader(
        HttpHeaders.RETRY_AFTER,
        code == Code.UNAVAILABLE ? RETRY_AFTER_SECONDS : RETRY_PROVIDER_AFTER_SECONDS);
    problems.write(response, code, "the credential cannot be verified at the moment");
  }

  /**
   * Disables observations of the dozen security filters, which cost a tenth of the server's CPU
   * time.
   */
  @Bean
  SecurityObservationSettings unobserved() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * Allows any character in path segments, since names may hold any; ids are validated where they
   * are parsed.
   */
  @Bean
  StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowBackSlash(true);
    firewall.setAllowSemicolon(true);
    return firewall;
  }

  @Bean
  RequestRejectedHandler rejected() {
    return (request, response, e) ->
        problems.write(
            response,
            Code.INVALID_REQUEST,
            METHODS.contains(request.getMethod())
                ? "the request line or a header is not valid"
                : "the method " + request.getMethod() + " is not supported");
  }
}
