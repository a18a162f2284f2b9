package dev.orgtable.server.console.signin;

import dev.orgtable.OrgtableException;
import dev.orgtable.server.caller.CallerAuthentication;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.console.ConsoleProblems;
import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.server.security.ProvenPersons;
import dev.orgtable.server.security.RefusalLog;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.web.RefusalCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** The security filters of the console: sessions and CSRF tokens, which the API does not use. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleSecurity.class);
  static final String SIGN_IN = "/console/sign-in";
  private static final String SIGN_OUT = "/console/sign-out";
  private static final String ASSETS = "/console/assets/";

  /** The paths that the provider redirects to or calls. */
  private static final List<String> PROVIDER =
      List.of("/login/oauth2/**", "/oauth2/**", BackChannelLogout.PATH);

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final RefusalLog refusals = new RefusalLog(LOG);
  private final UserInfo userInfo;
  private final ServerSettings settings;
  private final OpenIdClient provider;
  private final Sessions sessions;
  private final ConsoleProblems problems;
  private final Clock clock;

  ConsoleSecurity(
      ServerSettings settings,
      OpenIdClient provider,
      Sessions sessions,
      ConsoleProblems problems,
      ProvenPersons persons,
      Clock clock) {
    this.userInfo = new UserInfo(persons, settings);
    this.settings = settings;
    this.provider = provider;
    this.sessions = sessions;
    this.problems = problems;
    this.clock = clock;
  }

  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens() {
    return OpenIdSignIn.idTokens(clock);
  }

  @Bean
  @Order(1)
  SecurityFilterChain consoleFilters(HttpSecurity http, ProviderLogout logout) throws Exception {
    http.securityMatcher(
            Stream.concat(Rights.pages().stream(), PROVIDER.stream()).toArray(String[]::new))
        .addFilterBefore(this::endIfOver, SecurityContextHolderFilter.class)
        .requestCache(cache -> cache.requestCache(sessions.wanted()))
        .csrf(csrf -> csrf.csrfTokenRepository(sessions.formTokens()))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        .logout(
            out ->
                out.clearAuthentication(
                        false) // Concurrent requests share the context and continue.
                    .addLogoutHandler(logout)
                    .logoutSuccessHandler(logout)
                    .logoutRequestMatcher(
                        PathPatternRequestMatcher.withDefaults()
                            .matcher(HttpMethod.POST, SIGN_OUT)))
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint(this::askToSignIn)
                    .accessDeniedHandler(this::refuse))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(Rights.openPages().toArray(String[]::new))
                    .permitAll()
                    .anyRequest()
                    .access(
                        (caller, context) ->
                            new AuthorizationDecision(
                                caller.get() instanceof CallerAuthentication)));
    http.getSharedObject(AuthenticationManagerBuilder.class)
        .parentAuthenticationManager(ConsoleSecurity::noneElse);
    if (provider.isThere()) {
      http.addFilterBefore(new BackChannelLogout(provider, sessions, clock), CsrfFilter.class);
      http.oauth2Login(
          login ->
              login
                  .loginPage(SIGN_IN)
                  .clientRegistrationRepository(provider)
                  .authorizationEndpoint(
                      begin ->
                          begin
                              .authorizationRequestRepository(sessions.begun())
                              .authorizationRequestResolver(new KnownHosts(provider, settings)))
                  .authorizedClientRepository(new NoClients())
                  .tokenEndpoint(token -> token.accessTokenResponseClient(new CodeExchange()))
                  .userInfoEndpoint(user -> user.oidcUserService(userInfo::user))
                  .successHandler(this::welcome)
                  .failureHandler(this::turnAway)
                  .withObjectPostProcessor(turningAway()));
    }
    return http.build();
  }

  /** Rejects API credentials: they do not sign anybody in. */
  private static Authentication noneElse(Authentication presented) {
    throw new ProviderNotFoundException("API credentials cannot sign in to the console");
  }

  private void askToSignIn(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (request.getHeader("HX-Request") == null) {
      response.sendRedirect(SIGN_IN);
    } else {
      response.setHeader("HX-Redirect", SIGN_IN);
      response.setStatus(HttpStatus.NO_CONTENT.value());
    }
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) {
    problems.write(
        request,
        response,
        new Problem(
            Code.FORBIDDEN,
            "This form was loaded before you signed in or out, or too long ago. Go back,"
                + " reload the page and try again."));
  }

  private void welcome(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    ProviderUser user = (ProviderUser) Objects.requireNonNull(authentication.getPrincipal());
    response.sendRedirect(sessions.begin(user, request, response));
  }

  /** A provider that is down is not an internal error of this server. */
  private ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> turningAway() {
    return new ObjectPostProcessor<>() {
      @Override
      public <T extends OAuth2AuthorizationRequestRedirectFilter> T postProcess(T filter) {
        filter.setAuthenticationFailureHandler(ConsoleSecurity.this::turnAway);
        return filter;
      }
    };
  }

  private void turnAway(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    SignInFault fault = SignInFault.of(e);
    refusals.warn(fault.page(), "sign-in failed: " + why(e));
    response.sendRedirect(SIGN_IN + "?" + fault.page());
  }

  /** Describes the failure for the log; it may contain text from the provider or an attacker. */
  private static String why(AuthenticationException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String error =
        e instanceof OAuth2AuthenticationException refused ? refused.getError() + " " : "";
    return error + e.getMessage() + (cause == e ? "" : " (" + cause + ")");
  }

  /** Signing out must succeed also while the table cannot be read. */
  private static boolean needsAccount(String path) {
    return !path.startsWith(ASSETS) && !path.equals(SIGN_OUT);
  }

  private void endIfOver(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest guarded = new RequestWithSession((HttpServletRequest) request);
    sessions.endIfOver(guarded);
    try {
      if (needsAccount(guarded.getRequestURI())) {
        sessions.refresh(guarded);
      }
    } catch (OrgtableException e) {
      refusals.warn("refresh", "an account cannot be read: " + e.getMessage());
      problems.write(
          guarded,
          (HttpServletResponse) response,
          new Problem(Problem.codeOf(e), RefusalCode.detail(e)));
      return;
    }
    chain.doFilter(guarded, response);
  }
}
