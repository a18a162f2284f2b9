package dev.orgtable.spring;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.ClaimAccessor;

/** The default {@link CallerAddress}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ClaimAccessor.class)
class ClaimedAddressConfiguration {

  @Bean
  @ConditionalOnMissingBean
  CallerAddress orgtableCallerAddress() {
    return new ClaimedAddress();
  }
}
