package dev.orgtable.server.openapi;

import dev.orgtable.PageRequest;
import dev.orgtable.event.EventRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.web.Preconditions;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;

/** The API description as a whole. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  static final String API_KEY = "apiKey";
  static final String PERSON = "person";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(
            Caller.class, PageRequest.class, EventRequest.class, Preconditions.class)
        .replaceWithSchema(
            ProblemDetail.class,
            new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + "Problem"));
  }

  /** Converters run in the reverse order, and none after this one. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  ModelConverter schemas() {
    return new ModelResolver(Json31.mapper(), new SchemaNames()).openapi31(true);
  }

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Orgtable")
                .version("1")
                .license(new License().name("Apache License 2.0").identifier("Apache-2.0"))
                .description(
                    """
                    Manages who belongs to which organisation: users, organisations, the services of an \
                    organisation, groups at both levels, members and invitations, in one DynamoDB \
                    table.

                    An address may be given in any case and spelling; responses contain its normalised \
                    form. Times are in RFC 3339 format, in UTC, with milliseconds. What a caller may not \
                    see is reported as not found.

                    What is not understood is refused with 400, and the error names it: a query parameter \
                    that is unknown or given twice; a field of a body that is unknown, or null where \
                    its schema does not allow null. AuthZEN ignores unknown fields. A body has at most \
                    320 KB, is JSON in UTF-8, and is not compressed; otherwise the response is 415. `PATCH` \
                    of a user or an organisation takes `application/merge-patch+json` and \
                    `application/json` alike: an omitted field is unchanged, null clears it (RFC 7396). In \
                    the query, a `+` in an address is a plus.\
                    """))
        .servers(List.of(server()))
        .tags(Feature.tags())
        .components(components());
  }

  private static Server server() {
    Server server = new Server().url("/").description("This server, local or in production");
    server.addExtension("x-internal", false);
    return server;
  }

  private static Components components() {
    return new Components()
        .securitySchemes(Map.of(API_KEY, apiKey(), PERSON, person()))
        .schemas(ProblemSchemas.all())
        .headers(Headers.all())
        .parameters(Parameters.all())
        .responses(Answers.problems());
  }

  private static SecurityScheme apiKey() {
    return new SecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .bearerFormat("otk")
        .description(
            "A back end's API key, `otk_…`. Its scopes are `read`, `write` and `admin`; none"
                + " includes another.");
  }

  private static SecurityScheme person() {
    return new SecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .bearerFormat("JWT")
        .description(
            "A person's OpenID Connect token, from the configured issuer and for the configured"
                + " audience, with a verified e-mail address. Validated according to RFC8725:"
                + " asymmetric algorithms only, no key embedded in or referenced by the token.");
  }
}
