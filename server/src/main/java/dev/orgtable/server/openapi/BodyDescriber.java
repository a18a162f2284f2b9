package dev.orgtable.server.openapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
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
    bodies(Endpoint::body).forEach((name, body) -> describeRequest(name, body, schema(api, name)));
    bodies(Endpoint::answer).forEach((name, body) -> describeAnswer(name, body, schema(api, name)));
  }

  private static Schema<?> schema(OpenAPI api, String name) {
    return Objects.requireNonNull(api.getComponents().getSchemas().get(name), name);
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

  /** Returns the records of request or response bodies, by schema name. */
  private Map<String, Class<?>> bodies(Function<Endpoint, Optional<ResolvableType>> part) {
    Map<String, Class<?>> all = new HashMap<>();
    List<ResolvableType> open = new ArrayList<>();
    operations.getHandlerMethods().values().stream()
        .flatMap(method -> Endpoint.of(method).stream())
        .flatMap(endpoint -> part.apply(endpoint).stream())
        .forEach(open::add);
    while (!open.isEmpty()) {
      ResolvableType type = open.remove(open.size() - 1);
      open.addAll(List.of(type.getGenerics()));
      if (type.toClass().isRecord() && all.put(name(type), type.toClass()) == null) {
        Stream.of(type.toClass().getRecordComponents())
            .map(field -> ResolvableType.forType(field.getGenericType(), type))
            .forEach(open::add);
      }
    }
    return all;
  }

  private static String name(ResolvableType type) {
    StringBuilder name = new StringBuilder(type.toClass().getSimpleName());
    Stream.of(type.getGenerics()).forEach(part -> name.append(name(part)));
    return name.toString();
  }
}
