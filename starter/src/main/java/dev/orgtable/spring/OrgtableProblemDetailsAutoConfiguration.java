package dev.orgtable.spring;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.servlet.filter.OrderedFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Configures problem details (RFC 9457) for refusals in applications of Spring MVC. */
@AutoConfiguration(
    afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "orgtable.problem-details.enabled", matchIfMissing = true)
public final class OrgtableProblemDetailsAutoConfiguration {

  /** Outside the filters of Spring Security, whose order is 100 before this limit. */
  private static final int BEFORE_SECURITY = OrderedFilter.REQUEST_WRAPPER_FILTER_MAX_ORDER - 101;

  @Bean
  @ConditionalOnMissingBean
  RefusalHandler orgtableRefusalHandler() {
    return new RefusalHandler();
  }

  @Bean
  @ConditionalOnBean(name = "handlerExceptionResolver")
  FilterRegistrationBean<RefusalFilter> orgtableRefusalFilter(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
    FilterRegistrationBean<RefusalFilter> filter =
        new FilterRegistrationBean<>(new RefusalFilter(resolver));
    filter.setOrder(BEFORE_SECURITY);
    return filter;
  }
}
