package dev.orgtable.server.openapi;

import dev.orgtable.event.EventType;
import dev.orgtable.server.webhook.Payloads;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Describes the requests that endpoints of webhooks get, one for each type of event. */
@Component
final class WebhookDescriber implements GlobalOpenApiCustomizer {

  private static final String ID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
  private static final String SECONDS = "^[0-9]{1,19}$";
  private static final String SIGNATURES = "^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)?$";

  private final Payloads payloads;

  WebhookDescriber(Payloads payloads) {
    this.payloads = payloads;
  }

  @Override
  public void customise(OpenAPI api) {
    Stream.of(EventType.values())
        .filter(type -> type != EventType.OTHER)
        .forEach(
            type -> {
              api.getComponents()
                  .addSchemas(WebhookSchemas.name(type), WebhookSchemas.message(type));
              api.addWebhooks(type.text(), new PathItem().post(request(type)));
            });
  }

  private Operation request(EventType type) {
    return new Operation()
        // Nobody calls it: generators of clients leave it out. That for TypeScript cannot read it.
        .extensions(Map.of("x-internal", true))
        .operationId("on" + WebhookSchemas.words(type))
        .summary(type.text())
        .tags(List.of(Feature.WEBHOOK.title()))
        .security(List.of(new SecurityRequirement()))
        .parameters(
            List.of(
                new HeaderParameter()
                    .name("webhook-id")
                    .required(true)
                    .description("The event's id, the same each time it is sent")
                    .schema(Schemas.string(ID, 36)),
                new HeaderParameter()
                    .name("webhook-timestamp")
                    .required(true)
                    .description("When the request was sent, in seconds since 1970")
                    .schema(Schemas.string(SECONDS, 19)),
                new HeaderParameter()
                    .name("webhook-signature")
                    .required(true)
                    .description("`v1,` and a signature; two of them after a rotation")
                    .schema(Schemas.string(SIGNATURES, 95))))
        .requestBody(
            new RequestBody()
                .required(true)
                .content(
                    new Content()
                        .addMediaType(
                            "application/json",
                            new MediaType()
                                .schema(Schemas.reference(WebhookSchemas.name(type)))
                                .example(example(type)))))
        .responses(
            new ApiResponses()
                .addApiResponse("2XX", new ApiResponse().description("The event was accepted"))
                .addApiResponse(
                    "410", new ApiResponse().description("The webhook is to be disabled")));
  }

  private Object example(EventType type) {
    try {
      return Json31.mapper().readTree(payloads.example(type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
