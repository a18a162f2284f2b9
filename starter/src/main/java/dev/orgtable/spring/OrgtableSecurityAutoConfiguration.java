package dev.orgtable.spring;

import dev.orgtable.store.Orgtable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Configures the access rules as the bean {@code orgtable}, for the callers whose {@link
 * CallerAddress} is known. Without OAuth 2 on the class path, that is a bean of the application.
 */
@AutoConfiguration(after = OrgtableAutoConfiguration.class)
@ConditionalOnClass({RequestAuthorizationContext.class, ServletRequestAttributes.class})
@Import(ClaimedAddressConfiguration.class)
public final class OrgtableSecurityAutoConfiguration {

  /** Named for expressions: {@code @orgtable.inGroup(#organisation, 'staff')}. */
  @Bean("orgtable")
  @ConditionalOnMissingBean
  @ConditionalOnBean(CallerAddress.class)
  @ConditionalOnSingleCandidate(Orgtable.class)
  OrgtableAuthorization orgtable(Orgtable stores, CallerAddress addresses) {
    return new OrgtableAuthorization(stores, addresses);
  }
}
