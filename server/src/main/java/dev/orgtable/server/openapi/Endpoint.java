package dev.orgtable.server.openapi;

import dev.orgtable.Scope;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.caller.Rights.Persons;
import dev.orgtable.server.caller.Rights.Right;
import dev.orgtable.server.web.Preconditions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * An operation, as declared by its controller's method and {@link Rights}.
 *
 * @param method the HTTP method
 * @param path the path pattern as declared by the controller
 * @param right the access rule
 * @param handler the controller's method
 */
record Endpoint(RequestMethod method, String path, Right right, HandlerMethod handler) {

  /** Paths of resources that have a revision. */
  private static final Set<String> TAGGED =
      Set.of("UserBody", "OrganisationBody", "ServiceBody", "OrganisationGroupBody");

  /** Operations whose {@code PUT} creates a missing resource. */
  private static final Set<String> UPSERTS =
      Set.of("putUser", "putService", "putGroup", "putRoles");

  /** Operations that may have to update more copies than one transaction holds. */
  private static final Set<String> LONG =
      Set.of(
          "putUser",
          "changeUser",
          "deleteUser",
          "changeEmail",
          "putOrganisation",
          "changeOrganisation",
          "deleteOrganisation",
          "deleteService",
          "deleteGroup",
          "renameGroup",
          "suspendOrganisation",
          "reactivateOrganisation");

  /** Returns the operation of a controller method; empty if it has no row in {@link Rights}. */
  static Optional<Endpoint> of(HandlerMethod handler) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
    if (mapping == null || mapping.method().length != 1 || mapping.path().length != 1) {
      return Optional.empty();
    }
    RequestMethod method = mapping.method()[0];
    String path = mapping.path()[0];
    return Rights.of(method.name(), path).map(right -> new Endpoint(method, path, right, handler));
  }

  String name() {
    return handler.getMethod().getName();
  }

  boolean takes(Class<?> type) {
    return parameters().anyMatch(parameter -> parameter.getParameterType() == type);
  }

  /** A controller needs the servlet request and the caller for idempotency keys. */
  boolean takesIdempotencyKey() {
    return method == RequestMethod.POST && takes(HttpServletRequest.class) && takes(Caller.class);
  }

  /** A change by a back end, which may name the user for whom it acts. */
  boolean changesForAnother() {
    return method != RequestMethod.GET
        && right.scope() != Scope.READ
        && right.persons() != Persons.HOLDER;
  }

  boolean takesPreconditions() {
    return takes(Preconditions.class);
  }

  /** Returns the type of the request body. */
  Optional<ResolvableType> body() {
    return parameters()
        .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
        .map(ResolvableType::forMethodParameter)
        .findFirst();
  }

  /** Returns the type of the response body. */
  Optional<ResolvableType> answer() {
    ResolvableType declared = ResolvableType.forMethodReturnType(handler.getMethod());
    ResolvableType body =
        declared.resolve() == ResponseEntity.class ? declared.getGeneric(0) : declared;
    return Optional.of(body).filter(type -> type.resolve() != Void.class);
  }

  boolean answersWithETag() {
    return answer().map(ResolvableType::toClass).map(Class::getSimpleName).stream()
        .anyMatch(TAGGED::contains);
  }

  /** Whether the response is 201: a {@code POST} to a list creates a resource below it. */
  boolean creates() {
    return method == RequestMethod.POST
        && Rights.table().keySet().stream()
            .anyMatch(row -> row.matches("[A-Z]+ \\Q" + path + "\\E/\\{\\w+}"));
  }

  boolean createsOrChanges() {
    return UPSERTS.contains(name());
  }

  boolean mayTakeLong() {
    return LONG.contains(name());
  }

  private Stream<MethodParameter> parameters() {
    return Stream.of(handler.getMethodParameters());
  }
}
