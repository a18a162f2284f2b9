package dev.orgtable.server.openapi;

import dev.orgtable.event.EventType;
import dev.orgtable.server.webhook.Payloads;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
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
  private static final String MESSAGE = "EventMessage";

  private final Payloads payloads;

  WebhookDescriber(Payloads payloads) {
    this.payloads = payloads;
  }

  @Override
  public void customise(OpenAPI api) {
    api.getComponents().addSchemas(MESSAGE, message());
    Stream.of(EventType.values())
        .filter(type -> type != EventType.OTHER)
        .forEach(type -> api.addWebhooks(type.text(), new PathItem().post(request(type))));
  }

  private static Schema<?> message() {
    Schema<?> message = Schemas.schema("object");
    message.addProperty(
        "type", Schemas.string(EventFields.TYPE_FORM, 64).description("The kind of change"));
    message.addProperty(
        "timestamp",
        Schemas.string().format("date-time").maxLength(24).description("When it was made"));
    message.addProperty("data", Schemas.reference("Event"));
    message.setRequired(List.of("type", "timestamp", "data"));
    return message.description("An event, as Standard Webhooks says");
  }

  private Operation request(EventType type) {
    return new Operation()
        // Nobody calls it: generators of clients leave it out. That for TypeScript cannot read it.
        .extensions(Map.of("x-internal", true))
        .operationId("on" + name(type))
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
                                .schema(Schemas.reference(MESSAGE))
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

  /** Returns a name such as {@code MemberAdded}. */
  private static String name(EventType type) {
    StringBuilder name = new StringBuilder();
    for (String word : type.text().split("[._]", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }
}
