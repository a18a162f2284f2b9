package dev.orgtable.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.test.context.support.WithSecurityContext;

/**
 * Runs a test as a member of an organisation. The user, the organisation and the services of the
 * groups are created if they do not exist. For example:
 *
 * <pre>{@code
 * @Test
 * @WithMember(email = "bob@example.com", organisation = "acme", groups = {"staff", "billing/readers"})
 * void the_staff_sees_reports() {
 *   …
 * }
 * }</pre>
 *
 * <p>The caller has a verified address and is authenticated by a JWT if the application is a
 * resource server and no client of OAuth 2, by a sign-in with OpenID Connect otherwise; without
 * OAuth 2 the address is the name of the authentication.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@WithSecurityContext(factory = WithMemberSecurityContextFactory.class)
public @interface WithMember {

  /** Returns the caller's address. */
  String email() default "member@example.com";

  /** Returns the id of the organisation, which is also its name. */
  String organisation() default "acme";

  /**
   * Returns the groups: of the organisation, such as {@code staff}, and of its services, such as
   * {@code billing/readers}. Who is not in {@code owner} joins an organisation of {@code
   * owner@example.com}.
   */
  String[] groups() default {};

  /** Returns the authorities, such as {@code SCOPE_reports}. */
  String[] authorities() default {};
}
