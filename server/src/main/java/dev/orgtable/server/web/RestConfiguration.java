package dev.orgtable.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passes texts to the operations of the API, and their results to the caller, without the data
 * binder and the negotiation of content, which took a tenth of the processor time of a check. Both
 * have nothing to decide: texts are parsed by the operations, and results are JSON.
 */
@Configuration(proxyBeanMethods = false)
class RestConfiguration {

  private static final String OURS = "dev.orgtable";

  @Bean
  WebMvcRegistrations rest(JsonMapper json) {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new Adapter(json);
      }
    };
  }

  private static boolean isOperation(MethodParameter of) {
    Class<?> controller = of.getContainingClass();
    return controller.isAnnotationPresent(RestController.class)
        && controller.getPackageName().startsWith(OURS);
  }

  /** Asks ours before those of Spring. */
  private static final class Adapter extends RequestMappingHandlerAdapter {

    private final JsonMapper json;

    Adapter(JsonMapper json) {
      this.json = json;
    }

    @Override
    public void afterPropertiesSet() {
      super.afterPropertiesSet();
      setArgumentResolvers(first(new Texts(), getArgumentResolvers()));
      setReturnValueHandlers(first(new Results(json), getReturnValueHandlers()));
    }

    private static <T> List<T> first(T ours, @Nullable List<T> others) {
      return Stream.concat(Stream.of(ours), Objects.requireNonNull(others).stream()).toList();
    }
  }

  /** Resolves texts of the query, if they are optional without a default, and of the path. */
  private static final class Texts implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == String.class
          && isOperation(parameter)
          && (isInPath(parameter) || isOptional(parameter));
    }

    private static boolean isInPath(MethodParameter parameter) {
      return parameter.hasParameterAnnotation(PathVariable.class);
    }

    private static boolean isOptional(MethodParameter parameter) {
      RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
      return declared != null
          && !declared.required()
          && declared.defaultValue().equals(ValueConstants.DEFAULT_NONE)
          && declared.name().isEmpty();
    }

    @Override
    public @Nullable String resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      String name = Objects.requireNonNull(parameter.getParameterName());
      return isInPath(parameter) ? path(request).get(name) : request.getParameter(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> path(NativeWebRequest request) {
      return (Map<String, String>)
          Objects.requireNonNull(
              request.getAttribute(
                  HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                  RequestAttributes.SCOPE_REQUEST));
    }
  }

  /**
   * Writes results as JSON. That the caller takes it was checked before.
   *
   * @param json writes JSON
   */
  private record Results(JsonMapper json) implements HandlerMethodReturnValueHandler {

    @Override
    public boolean supportsReturnType(MethodParameter result) {
      return isOperation(result)
          && !ResponseEntity.class.isAssignableFrom(result.getParameterType());
    }

    @Override
    public void handleReturnValue(
        @Nullable Object result,
        MethodParameter type,
        ModelAndViewContainer container,
        NativeWebRequest request)
        throws IOException {
      container.setRequestHandled(true);
      HttpServletResponse response =
          Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class));
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(json.writeValueAsBytes(result));
    }
  }
}
