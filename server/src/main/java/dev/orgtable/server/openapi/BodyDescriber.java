package dev.orgtable.server.openapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgtable.server.problem.RequiredFields;
import dev.orgtable.server.web.NullRemoves;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Completes the schemas of bodies from their records. A request has no fields but these, except
 * where its record ignores others; a response has all of them, and null only where the record
 * allows it, except where its record omits null.
 */
@Component
final class BodyDescriber implements GlobalOpenApiCustomizer {

  private final RequestMappingHandlerMapping operations;

  BodyDescriber(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping operations) {
    this.operations = operations;
  }

  @Override
  public void customise(OpenAPI api) {
    Paths sorted = new Paths();
    new TreeMap<>(api.getPaths()).forEach(sorted::addPathItem);
    api.setPaths(sorted);
    Map<String, ResolvableType> requests = bodies(Endpoint::body);
    requests.forEach((name, body) -> describeRequest(name, body.toClass(), schema(api, body)));
    bodies(Endpoint::answer)
        .forEach((name, body) -> describeAnswer(name, body.toClass(), schema(api, body)));
    addOwn(api);
    refer(api);
    removeUnused(api, requests);
  }

  private static Schema<?> schema(OpenAPI api, ResolvableType body) {
    String name = SchemaNames.of(body);
    return Objects.requireNonNull(api.getComponents().getSchemas().get(name), name);
  }

  /** Adds the requests of operations that share a record, each with the fields that it requires. */
  private void addOwn(OpenAPI api) {
    endpoints()
        .forEach(
            endpoint ->
                SchemaNames.ofRequest(endpoint.name())
                    .ifPresent(
                        name ->
                            api.getComponents()
                                .addSchemas(
                                    name,
                                    own(
                                        schema(api, endpoint.body().orElseThrow()),
                                        RequiredFields.of(endpoint.name())))));
  }

  private static Schema<?> own(Schema<?> shared, List<String> required) {
    Schema<?> own = Schemas.schema("object");
    own.setProperties(shared.getProperties());
    own.setAdditionalProperties(shared.getAdditionalProperties());
    own.setRequired(required);
    return own;
  }

  private static void refer(OpenAPI api) {
    api.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .forEach(
            operation ->
                SchemaNames.ofRequest(operation.getOperationId())
                    .map(Schemas::reference)
                    .ifPresent(
                        own ->
                            operation
                                .getRequestBody()
                                .getContent()
                                .values()
                                .forEach(json -> json.setSchema(own))));
  }

  /** Removes records that occur only as the request of operations that have their own. */
  private void removeUnused(OpenAPI api, Map<String, ResolvableType> requests) {
    Map<String, ResolvableType> unused = new HashMap<>(requests);
    unused
        .keySet()
        .removeAll(
            reached(
                    endpoints()
                        .flatMap(
                            endpoint -> {
                              Stream<ResolvableType> body = endpoint.body().stream();
                              return SchemaNames.ofRequest(endpoint.name()).isPresent()
                                  ? body.flatMap(BodyDescriber::parts)
                                  : body;
                            }))
                .keySet());
    unused.values().stream()
        .map(SchemaNames::of)
        .filter(name -> !SchemaNames.ofRequests().contains(name))
        .forEach(api.getComponents().getSchemas()::remove);
  }

  private static void describeRequest(String name, Class<?> body, Schema<?> schema) {
    if (!body.isAnnotationPresent(JsonIgnoreProperties.class)) {
      schema.setAdditionalProperties(false);
    }
    schema.setRequired(RequiredFields.of(name).isEmpty() ? null : RequiredFields.of(name));
    schema.getProperties().forEach((field, property) -> Fields.describe(name, field, property));
    orNull(body, NullRemoves.class, schema);
  }

  private static void describeAnswer(String name, Class<?> body, Schema<?> schema) {
    schema.getProperties().forEach((field, property) -> Fields.describe(name, field, property));
    if (body.isAnnotationPresent(JsonInclude.class)) {
      schema.setRequired(RequiredFields.of(name).isEmpty() ? null : RequiredFields.of(name));
      return;
    }
    schema.setRequired(List.copyOf(schema.getProperties().keySet()));
    orNull(body, Nullable.class, schema);
  }

  private static void orNull(Class<?> body, Class<? extends Annotation> mark, Schema<?> schema) {
    Stream.of(body.getRecordComponents())
        .filter(
            field ->
                field.isAnnotationPresent(mark)
                    || field.getAnnotatedType().isAnnotationPresent(mark))
        .map(RecordComponent::getName)
        .forEach(field -> schema.getProperties().compute(field, (key, is) -> orNull(is)));
  }

  private static Schema<?> orNull(Schema<?> schema) {
    if (schema.get$ref() == null) {
      schema.addType("null");
      return schema;
    }
    return new JsonSchema().addAnyOfItem(schema).addAnyOfItem(Schemas.schema("null"));
  }

  /** Returns the records of request or response bodies, by their names in the tables of fields. */
  private Map<String, ResolvableType> bodies(Function<Endpoint, Optional<ResolvableType>> part) {
    return reached(endpoints().flatMap(endpoint -> part.apply(endpoint).stream()));
  }

  private Stream<Endpoint> endpoints() {
    return operations.getHandlerMethods().values().stream()
        .flatMap(method -> Endpoint.of(method).stream());
  }

  /** Returns the records among some types, and those of their fields. */
  private static Map<String, ResolvableType> reached(Stream<ResolvableType> types) {
    Map<String, ResolvableType> all = new HashMap<>();
    List<ResolvableType> open = new ArrayList<>(types.toList());
    while (!open.isEmpty()) {
      ResolvableType type = open.remove(open.size() - 1);
      open.addAll(List.of(type.getGenerics()));
      if (type.toClass().isRecord() && all.put(name(type), type) == null) {
        parts(type).forEach(open::add);
      }
    }
    return all;
  }

  private static Stream<ResolvableType> parts(ResolvableType body) {
    return Stream.of(body.toClass().getRecordComponents())
        .map(field -> ResolvableType.forType(field.getGenericType(), body));
  }

  private static String name(ResolvableType type) {
    StringBuilder name = new StringBuilder(type.toClass().getSimpleName());
    Stream.of(type.getGenerics()).forEach(part -> name.append(name(part)));
    return name.toString();
  }
}
