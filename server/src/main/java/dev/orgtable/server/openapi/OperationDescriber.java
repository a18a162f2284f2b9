package dev.orgtable.server.openapi;

import dev.orgtable.PageRequest;
import dev.orgtable.event.EventRequest;
import dev.orgtable.server.caller.Rights.Persons;
import dev.orgtable.server.caller.Rights.Right;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.web.MergePatch;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Completes the description of an operation: who may call it, its parameters and its responses. */
@Component
final class OperationDescriber implements GlobalOperationCustomizer {

  @Override
  public Operation customize(Operation operation, HandlerMethod handler) {
    Endpoint.of(handler).ifPresent(endpoint -> describe(operation, endpoint));
    return operation;
  }

  private static void describe(Operation operation, Endpoint endpoint) {
    operation.setTags(List.of(Feature.of(endpoint.handler()).title()));
    operation.setDescription(
        Stream.of(
                Objects.requireNonNullElse(operation.getDescription(), ""),
                Conduct.of(endpoint),
                who(endpoint.right()))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n\n")));
    operation.setSecurity(security(endpoint.right()));
    operation.setParameters(parameters(operation, endpoint));
    if (endpoint.handler().hasMethodAnnotation(MergePatch.class)) {
      Content content = operation.getRequestBody().getContent();
      content.addMediaType(MergePatch.TYPE, content.values().iterator().next());
    }
    operation.setResponses(Answers.of(endpoint, operation.getResponses()));
    Examples.add(operation, endpoint);
  }

  private static String who(Right right) {
    if (right.persons() == Persons.HOLDER) {
      return "Authorised by the token; no credential is needed.";
    }
    return "An API key needs the scope `" + scope(right) + "`. Persons: " + who(right.persons());
  }

  private static String who(Persons persons) {
    return switch (persons) {
      case NONE -> "none.";
      case ANY, ANYBODY, HOLDER -> "any, for themselves.";
      case SELF -> "the user with this address.";
      case MEMBER -> "members of the organisation.";
      case OWNER -> "owners of the organisation.";
      case OWNER_OR_SELF -> "owners of the organisation, and the member with this address.";
    };
  }

  private static String scope(Right right) {
    return right.scope().name().toLowerCase(Locale.ROOT);
  }

  private static List<SecurityRequirement> security(Right right) {
    SecurityRequirement key = new SecurityRequirement().addList(OpenApiConfiguration.API_KEY);
    if (right.persons() == Persons.HOLDER) {
      return List.of(new SecurityRequirement());
    }
    return right.persons() == Persons.NONE
        ? List.of(key)
        : List.of(key, new SecurityRequirement().addList(OpenApiConfiguration.PERSON));
  }

  private static List<Parameter> parameters(Operation operation, Endpoint endpoint) {
    List<Parameter> parameters =
        new ArrayList<>(operation.getParameters() == null ? List.of() : operation.getParameters());
    if (endpoint.takes(PageRequest.class)) {
      parameters.add(limit());
      parameters.add(query("cursor", Schemas.string()));
    }
    if (endpoint.takes(EventRequest.class)) {
      parameters.add(query("order", Schemas.oneOf(Schemas.string(), List.of("desc", "asc"))));
      parameters.add(query("settled", Schemas.oneOf(Schemas.string(), List.of("true", "false"))));
      parameters.add(query("after", Schemas.string()));
      parameters.add(limit());
      parameters.add(query("types", Schemas.string()));
      parameters.add(query("actor", Schemas.string()));
    }
    if (endpoint.takesIdempotencyKey()) {
      parameters.add(new HeaderParameter().name(Idempotency.HEADER).schema(Schemas.string()));
    }
    if (endpoint.takesPreconditions()) {
      parameters.add(new HeaderParameter().name(HttpHeaders.IF_MATCH).schema(Schemas.string()));
      parameters.add(
          new HeaderParameter().name(HttpHeaders.IF_NONE_MATCH).schema(Schemas.string()));
    }
    parameters.forEach(parameter -> Fields.describe(parameter, endpoint.name()));
    if (endpoint.changesForAnother()) {
      parameters.add(new Parameter().$ref(Parameters.ACTING_FOR));
    }
    return parameters;
  }

  private static Parameter limit() {
    Schema<?> limit = Schemas.integer(1, 200);
    limit.setDescription("The maximum number of entries in the page");
    limit.setDefault(50);
    return query("limit", limit);
  }

  private static Parameter query(String name, Schema<?> schema) {
    return new QueryParameter().name(name).schema(schema);
  }
}
