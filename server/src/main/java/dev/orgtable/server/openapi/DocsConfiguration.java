package dev.orgtable.server.openapi;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page {@code /docs}, which shows the API description with Swagger UI. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration implements WebMvcConfigurer {

  private static final String SWAGGER_UI =
      "classpath:/META-INF/resources/webjars/swagger-ui/5.32.14/";

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/", "/docs");
    registry.addViewController("/docs").setViewName("docs");
  }

  /** Files are cached by browsers and revalidated on each use. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/docs/**")
        .addResourceLocations("classpath:/docs/", SWAGGER_UI)
        .setCacheControl(CacheControl.noCache());
  }
}
