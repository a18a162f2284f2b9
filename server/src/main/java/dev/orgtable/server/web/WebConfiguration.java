package dev.orgtable.server.web;

import dev.orgtable.server.caller.CallerArgument;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.security.RightsInterceptor;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Registers the argument resolvers and interceptors of the controllers. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  private static final String ERROR = "/error";

  private static final List<String> ELSEWHERE =
      Stream.concat(Stream.of(ERROR), Rights.pages().stream()).toList();

  private final PreconditionArguments preconditions = new PreconditionArguments();
  private final RightsInterceptor rights;
  private final GuessLimit guesses;

  WebConfiguration(RightsInterceptor rights, GuessLimit guesses) {
    this.rights = rights;
    this.guesses = guesses;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    for (HandlerInterceptor each : List.of(new AcceptInterceptor(), new BodyInterceptor())) {
      registry.addInterceptor(each).excludePathPatterns(ELSEWHERE);
    }
    registry.addInterceptor(new ParametersInterceptor());
    registry.addInterceptor(new ActingForInterceptor()).excludePathPatterns(ERROR);
    registry.addInterceptor(rights);
    registry.addInterceptor(preconditions).excludePathPatterns(ELSEWHERE);
    registry.addInterceptor(guesses);
  }

  /** Disables YAML, a dependency of springdoc, and XML for requests and responses. */
  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters.configureMessageConvertersList(
        all ->
            all.removeIf(
                each ->
                    each.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)
                        || each.getSupportedMediaTypes().contains(MediaType.APPLICATION_XML)));
  }

  /** The description is also found without the ending of its name. */
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/v1/openapi", "/v1/openapi.json");
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new PageArguments());
    resolvers.add(new EventArguments());
    resolvers.add(new CallerArgument());
    resolvers.add(preconditions);
  }
}
